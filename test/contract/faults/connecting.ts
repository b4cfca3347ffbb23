import { certificate } from '../certificates.ts';
import { answerText, freePort } from '../rawServer.ts';
import { answering, answers, type Fault, HTML, html, success } from './make.ts';

/** The proxy says that it cannot connect. */
const REFUSED_BY_PROXY = 'notSent UND_ERR_ABORTED';

/** Before anything of the request can have left. */
export const connectingFaults: readonly Fault[] = [
  {
    name: 'dns-fail',
    // A label of more than 63 characters: the resolver says so by itself, without asking a network.
    endpoint: () => `https://${'no-such-name-'.repeat(6)}.example`,
    behaviour: answers(success),
    outcome: /^notSent (ENOTFOUND|EAI_AGAIN)$/,
    outcomeThroughProxy: REFUSED_BY_PROXY,
    received: 'nothing',
  },
  {
    name: 'refused',
    endpoint: async () => `http://127.0.0.1:${await freePort()}`,
    behaviour: answers(success),
    outcome: 'notSent ECONNREFUSED',
    outcomeThroughProxy: REFUSED_BY_PROXY,
    received: 'nothing',
  },
  {
    name: 'unreachable',
    // To this address no TCP connection is ever tried, whatever the network: the system says so by itself.
    endpoint: () => 'http://255.255.255.255:80',
    behaviour: answers(success),
    outcome: /^notSent (ENETUNREACH|EHOSTUNREACH)$/,
    outcomeThroughProxy: REFUSED_BY_PROXY,
    received: 'nothing',
  },
  {
    name: 'accept-hang',
    scheme: 'https',
    behaviour: () => ({}),
    outcome: 'unknown timeout',
    received: 'part',
    untilDeadline: true,
  },
  {
    name: 'TLS-reset',
    scheme: 'https',
    behaviour: () => ({ onFirstBytes: (socket) => socket.resetAndDestroy() }),
    outcome: 'unknown connectionLost ECONNRESET',
    received: 'part',
  },
  {
    name: 'plain-http-on-TLS',
    scheme: 'https',
    behaviour: () => ({ onFirstBytes: (socket) => socket.end(answerText(400, HTML, html)) }),
    outcome: /^notSent ERR_SSL_/,
    received: 'part',
  },
  {
    name: 'TLS-on-plain-http',
    scheme: 'http',
    tls: certificate('localhost'),
    behaviour: () => ({}),
    outcome: /^unknown (connectionLost|malformed)/,
    received: 'nothing',
  },
  {
    name: 'wrong cert host',
    tls: certificate('elsewhere'),
    trusting: true,
    behaviour: answers(success),
    outcome: 'notSent ERR_TLS_CERT_ALTNAME_INVALID',
    received: 'nothing',
  },
  {
    name: 'expired',
    tls: certificate('expired'),
    trusting: true,
    behaviour: answers(success),
    outcome: 'notSent CERT_HAS_EXPIRED',
    received: 'nothing',
  },
  {
    name: 'a trusted certificate',
    tls: certificate('localhost'),
    trusting: true,
    behaviour: answering,
    outcome: { create: 'created', show: 'shown' },
    received: 'whole',
  },
  {
    name: 'self-signed',
    tls: certificate('self-signed'),
    behaviour: answers(success),
    outcome: 'notSent DEPTH_ZERO_SELF_SIGNED_CERT',
    received: 'nothing',
  },
  {
    name: 'self-signed certificate in the chain',
    tls: certificate('localhost', 'root'),
    behaviour: answers(success),
    outcome: 'notSent SELF_SIGNED_CERT_IN_CHAIN',
    received: 'nothing',
  },
  {
    name: 'leaf of an unknown authority',
    tls: certificate('localhost'),
    behaviour: answers(success),
    outcome: 'notSent UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    received: 'nothing',
  },
  {
    name: 'chain without its authority',
    tls: certificate('below-intermediate', 'intermediate'),
    behaviour: answers(success),
    outcome: 'notSent UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    received: 'nothing',
  },
  {
    name: 'TLS 1.1 only',
    tls: {
      ...certificate('localhost'),
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    },
    behaviour: answers(success),
    outcome: /^notSent ERR_SSL_/,
    received: 'nothing',
  },
];
