import { answerText } from '../rawServer.ts';
import { answering, type Fault, HTML, html } from './make.ts';

const direct = 'there is no proxy on this way';

/** What a proxy does wrong on its own. */
export const proxyFaults: readonly Fault[] = [
  refusal('proxy-407', answerText(407, HTML, { ...html, 'proxy-authenticate': 'Basic realm="proxy"' })),
  refusal('proxy-502', answerText(502, HTML, html)),
  refusal('proxy-403', answerText(403, HTML, html)),
  {
    name: 'proxy-hang',
    behaviour: answering,
    proxy: () => undefined,
    withoutMeaning: { direct },
    outcome: 'unknown timeout',
    received: 'nothing',
    untilDeadline: true,
  },
  {
    name: 'proxy-reset',
    behaviour: answering,
    proxy: (socket) => socket.resetAndDestroy(),
    withoutMeaning: { direct },
    outcome: 'unknown connectionLost ECONNRESET',
    received: 'nothing',
  },
  {
    // undici asks such a proxy again and again.
    name: 'proxy-FIN',
    behaviour: answering,
    proxy: (socket) => socket.end(),
    withoutMeaning: { direct },
    outcome: 'unknown timeout',
    received: 'nothing',
    untilDeadline: true,
  },
  {
    name: 'proxy without HTTP',
    behaviour: answering,
    proxy: (socket) => socket.end('220 mail.example ESMTP\r\n'),
    withoutMeaning: { direct },
    outcome: 'unknown malformed HTTP',
    received: 'nothing',
  },
  {
    name: 'a proxy that is not there',
    behaviour: answering,
    proxy: 'none',
    withoutMeaning: { direct },
    outcome: 'notSent ECONNREFUSED',
    received: 'nothing',
  },
];

function refusal(name: string, answer: string): Fault {
  return {
    name,
    behaviour: answering,
    proxy: (socket) => socket.end(answer),
    withoutMeaning: { direct },
    outcome: 'notSent UND_ERR_ABORTED',
    received: 'nothing',
  };
}
