import type { Call } from './call.ts';

/** What is to be sent back: a JSON value, or a text as it stands when the content type says so. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** COC's own envelope around a success. */
export function cocSuccess(data: unknown): Answer {
  return { status: 200, body: { provider_code: '049', error_code: 'GOM.00000000', error_msg: null, data } };
}

/** COC's own envelope around a refusal: whatever is wrong, the status is 400. */
export function cocRefusal(errorCode: string, errorMsg: string): Answer {
  return { status: 400, body: { provider_code: '049', error_code: errorCode, error_msg: errorMsg, data: null } };
}

/** Codes and texts of Huawei Cloud's API gateway (its page "Error Codes"), which answers before COC is reached. */
export const gatewayErrors = {
  apiUnknown: [404, 'APIGW.0101', 'The API does not exist or has not been published in the environment.'],
  methodUnknown: [404, 'APIGW.0101', 'The API does not exist.'],
  badRequest: [400, 'APIGW.0201', 'API request error.'],
  bodyTooLarge: [413, 'APIGW.0201', 'Request entity too large.'],
  headersTooLarge: [494, 'APIGW.0201', 'Request headers too large.'],
  backendUnavailable: [502, 'APIGW.0201', 'Backend unavailable.'],
  backendTimeout: [504, 'APIGW.0201', 'Backend timeout.'],
  unauthenticated: [401, 'APIGW.0301', 'Incorrect IAM authentication information'],
  unauthorized: [403, 'APIGW.0302', 'The IAM user is not authorized to access the API.'],
  throttled: [
    429,
    'APIGW.0308',
    'The throttling threshold has been reached: policy user over ratelimit,limit:60,time:1 minute',
  ],
} as const satisfies Record<string, readonly [status: number, code: string, message: string]>;

/** The gateway's refusal; `detail` is appended after a colon, as it does for the causes of a 401. */
export function gatewayRefusal(
  call: Pick<Call, 'requestId'>,
  name: keyof typeof gatewayErrors,
  detail?: string,
): Answer {
  const [status, code, message] = gatewayErrors[name];
  return {
    status,
    body: {
      error_msg: detail === undefined ? message : `${message}: ${detail}`,
      error_code: code,
      request_id: call.requestId,
    },
  };
}

/** The form in which IAM itself (OpenStack Keystone underneath) refuses. */
export function iamRefusal(status: number, title: string, message: string): Answer {
  return { status, body: { error: { code: status, message, title } } };
}
