import { PAGE_CREATE_ANSWER } from '../../unit/coc/examples.ts';
import { answersWith, envelope, type Fault, gateway, HTML } from './make.ts';

const invalid = 'Invalid parameter values.';

/** The status alone, or the status and the body, decide. */
export const statusFaults: readonly Fault[] = [
  ...[301, 302, 303, 307, 308].map(
    (status): Fault => ({
      name: String(status),
      behaviour: answersWith(status, '', { location: '/v1/external/incident/elsewhere' }),
      outcome: `unknown redirect ${status}`,
      received: 'whole',
    }),
  ),
  refusal('400', 400, envelope('COC.00010002', invalid), 'rejected 400 COC.00010002'),
  refusal('400 without words', 400, '', 'rejected 400 -'),
  refusal('400 HTML', 400, HTML, 'rejected 400 -'),
  // undici 7.24 keeps the words of a 401 to a POST to itself.
  refusal(
    '401',
    401,
    gateway('APIGW.0301', 'Incorrect IAM authentication information'),
    /^rejected 401 (APIGW.0301|-)$/,
    {
      'www-authenticate': 'Basic realm="COC"',
    },
  ),
  refusal('403', 403, gateway('APIGW.0302', 'Not authorized'), 'rejected 403 APIGW.0302'),
  refusal('404 of the gateway', 404, gateway('APIGW.0101', 'The API does not exist.'), 'rejected 404 APIGW.0101'),
  refusal('404 of COC', 404, envelope('COC.00067003', 'No such ticket'), 'rejected 404 COC.00067003'),
  refusal('404 of something else', 404, HTML, 'unknown httpStatus 404'),
  refusal('404 JSON of something else', 404, '{"status":404,"error":"Not Found"}', 'unknown httpStatus 404'),
  refusal('404 with an empty code', 404, '{"error_code":""}', 'unknown httpStatus 404'),
  // fetch tells nothing of a 407 from a server: not even that it was one.
  refusal('407', 407, HTML, 'unknown connectionLost Error'),
  refusal('408', 408, envelope('COC.00010002', invalid), 'unknown httpStatus 408'),
  refusal('409 of COC', 409, envelope('COC.00000001', 'conflict'), 'rejected 409 COC.00000001'),
  refusal('409 of something else', 409, HTML, 'unknown httpStatus 409'),
  refusal('413', 413, gateway('APIGW.0201', 'Request entity too large.'), 'rejected 413 APIGW.0201'),
  ...['5', 'Wed, 21 Oct 2099 07:28:00 GMT', '99999999999999999999', '-1'].map((retryAfter) =>
    refusal(`429 with Retry-After ${retryAfter}`, 429, gateway('APIGW.0308', 'throttled'), 'rejected 429 APIGW.0308', {
      'retry-after': retryAfter,
    }),
  ),
  refusal('494', 494, gateway('APIGW.0201', 'Request headers too large.'), 'rejected 494 APIGW.0201'),
  ...[500, 501, 502, 503, 504, 599].flatMap((status) => [
    refusal(String(status), status, gateway('APIGW.0201', 'Backend unavailable.'), `unknown httpStatus ${status}`),
    refusal(`${status} HTML`, status, HTML, `unknown httpStatus ${status}`),
  ]),
  refusal('500 in COC words with a success', 500, JSON.stringify(PAGE_CREATE_ANSWER), 'unknown httpStatus 500'),
];

function refusal(
  name: string,
  status: number,
  body: string,
  outcome: string | RegExp,
  headers?: Readonly<Record<string, string>>,
): Fault {
  return { name, behaviour: answersWith(status, body, headers), outcome, received: 'whole' };
}
