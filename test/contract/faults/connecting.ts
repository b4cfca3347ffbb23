import { certificate } from '../certificates.ts';
import { answerText } from '../rawServer.ts';
import { answers, type Fault, HTML, html, success } from './make.ts';

/** Before anything of the request can have left. */
export const connectingFaults: readonly Fault[] = [
  {
    name: 'accept-hang',
    scheme: 'https',
    behaviour: () => ({}),
    outcome: 'unknown timeout',
    received: 'perhaps',
    untilDeadline: true,
  },
  {
    name: 'TLS-reset',
    scheme: 'https',
    behaviour: () => ({ onFirstBytes: (socket) => socket.resetAndDestroy() }),
    outcome: 'unknown connectionLost ECONNRESET',
    received: 'perhaps',
  },
  {
    name: 'plain-http-on-TLS',
    scheme: 'https',
    behaviour: () => ({ onFirstBytes: (socket) => socket.end(answerText(400, HTML, html)) }),
    outcome: /^notSent ERR_SSL_/,
    received: 'perhaps',
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
