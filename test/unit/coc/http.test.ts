import assert from 'node:assert/strict';
import { exchange, type Fetch, MAX_ANSWER_BYTES } from '../../../src/coc/http.ts';

const REQUEST = {
  method: 'POST',
  url: 'https://coc.example/v1/external/incident/create',
  headers: { 'x-auth-token': 'token' },
  body: '{}',
  timeoutSeconds: 5,
} as const;

/** An error as Node makes it: with a code, and of a system call where one failed. */
function coded(code: string, more: { readonly syscall?: string; readonly message?: string } = {}): Error {
  const { message = code, ...rest } = more;
  return Object.assign(new Error(message), { code }, rest);
}

/** How fetch rejects. */
function failed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause });
}

async function outcomeOf(error: unknown) {
  const outcome = await exchange(() => Promise.reject(error), REQUEST);
  assert.notEqual(outcome.kind, 'answer');
  return outcome;
}

const NEVER_SENT = [
  coded('ENOTFOUND', { syscall: 'getaddrinfo' }),
  coded('EAI_AGAIN', { syscall: 'getaddrinfo' }),
  coded('ECONNREFUSED', { syscall: 'connect' }),
  coded('ENETUNREACH', { syscall: 'connect' }),
  coded('EHOSTUNREACH', { syscall: 'connect' }),
  coded('UND_ERR_CONNECT_TIMEOUT'),
  coded('ERR_TLS_CERT_ALTNAME_INVALID'),
  coded('CERT_HAS_EXPIRED'),
  coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
  coded('SELF_SIGNED_CERT_IN_CHAIN'),
  coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
] as const;

suite('a failed exchange', () => {
  for (const error of NEVER_SENT) {
    const { message } = error;
    test(`with ${message} was never sent`, async () => {
      assert.deepEqual(await outcomeOf(failed(error)), { kind: 'notSent', cause: message });
      assert.deepEqual(await outcomeOf(error), { kind: 'notSent', cause: message });
    });
  }

  test('was never sent when the proxy refused to connect', async () => {
    const refused = coded('UND_ERR_ABORTED', { message: 'Proxy response (407) !== 200 when HTTP Tunneling' });
    assert.deepEqual(await outcomeOf(failed(refused)), { kind: 'notSent', cause: 'UND_ERR_ABORTED' });
    // VS Code's own words, where the proxy wants credentials and there are none.
    const inVsCode = coded('UND_ERR_ABORTED', { message: 'Proxy response (407) ?.== 200 when HTTP Tunneling' });
    assert.deepEqual(await outcomeOf(failed(inVsCode)), { kind: 'notSent', cause: 'UND_ERR_ABORTED' });
    const others = [
      coded('UND_ERR_ABORTED'),
      coded('UND_ERR_ABORTED', { message: 'No Proxy response (407)' }),
      coded('UND_ERR_ABORTED', { message: 'Proxy response () !== 200' }),
      coded('UND_ERR_OTHER', { message: 'Proxy response (407) !== 200 when HTTP Tunneling' }),
    ];
    for (const other of others) assert.equal((await outcomeOf(failed(other))).kind, 'unknown', other.message);
  });

  test('over several addresses was never sent only if that holds for each of them', async () => {
    const refused = coded('ECONNREFUSED', { syscall: 'connect' });
    const unreachable = coded('ENETUNREACH', { syscall: 'connect' });
    assert.equal((await outcomeOf(failed(new AggregateError([refused, unreachable])))).kind, 'notSent');
    assert.equal((await outcomeOf(failed(new AggregateError([refused, coded('ECONNRESET')])))).kind, 'unknown');
    assert.equal((await outcomeOf(failed(new AggregateError([])))).kind, 'unknown');
  });

  test('of a connection that stood may have been received, though its code is one of those', async () => {
    for (const code of ['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED']) {
      for (const syscall of ['read', 'write']) {
        assert.deepEqual(await outcomeOf(failed(coded(code, { syscall }))), {
          kind: 'unknown',
          cause: { kind: 'connectionLost', code },
        });
      }
    }
  });

  test('with a TLS error that was not seen in connecting may have been received', async () => {
    const alert = coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    assert.equal((await outcomeOf(failed(alert))).kind, 'unknown');
  });

  test('of any other make may have been received', async () => {
    const codes = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'EPROTO', 'ENEW'];
    for (const code of codes) {
      const expected = { kind: 'unknown', cause: { kind: 'connectionLost', code } };
      assert.deepEqual(await outcomeOf(failed(coded(code))), expected);
    }
    for (const odd of [
      undefined,
      null,
      'text',
      7,
      new TypeError('x'),
      { code: 'ENOTFOUND' },
      failed({ code: 'ENOTFOUND' }),
    ]) {
      assert.equal((await outcomeOf(odd)).kind, 'unknown');
    }
  });

  test('is told by a code of at most 80 characters, or else by the name of the error', async () => {
    const lost = (code: string) => ({ kind: 'unknown', cause: { kind: 'connectionLost', code } });
    assert.deepEqual(await outcomeOf(failed(coded('E'.repeat(100)))), lost('E'.repeat(80)));
    assert.deepEqual(await outcomeOf(failed(new RangeError('x'))), lost('RangeError'));
    for (const odd of ['text', undefined, { code: 'ENOTFOUND' }]) assert.deepEqual(await outcomeOf(odd), lost('Error'));
  });

  test('whose error is its own cause is still told', async () => {
    const error = new Error('circular');
    error.cause = error;
    assert.deepEqual(await outcomeOf(error), { kind: 'unknown', cause: { kind: 'connectionLost', code: 'Error' } });
  });

  test('names what of the answer could not be read', async () => {
    const parser = new Error('Response does not match the HTTP/1.1 protocol');
    parser.name = 'HTTPParserError';
    const cases = [
      [coded('HPE_INVALID_CHUNK_SIZE'), 'HTTP'],
      [parser, 'HTTP'],
      [coded('Z_DATA_ERROR'), 'Content-Encoding'],
      [coded('ERR__ERROR_FORMAT_PADDING_2'), 'Content-Encoding'],
      [coded('ZSTD_error_prefix_unknown'), 'Content-Encoding'],
    ] as const;
    for (const [cause, what] of cases) {
      assert.deepEqual(await outcomeOf(failed(cause)), { kind: 'unknown', cause: { kind: 'malformed', what } });
    }
    for (const code of ['X_Z_DATA_ERROR', 'X_HPE_INVALID']) {
      assert.deepEqual(await outcomeOf(failed(coded(code))), {
        kind: 'unknown',
        cause: { kind: 'connectionLost', code },
      });
    }
  });
});

suite('one exchange', () => {
  test('asks for no redirects, no kept connection, and sends a body only when there is one', async () => {
    const seen: RequestInit[] = [];
    const fetch: Fetch = (_url, init) => {
      seen.push(init);
      return Promise.resolve(new Response('{}'));
    };
    const { body: _, ...get } = { ...REQUEST, method: 'GET' as const };
    await exchange(fetch, REQUEST);
    await exchange(fetch, get);
    for (const { redirect } of seen) assert.equal(redirect, 'manual');
    const headers = { 'x-auth-token': 'token', connection: 'close' };
    assert.deepEqual(seen[0]?.headers, { ...headers, 'content-length': '2' });
    assert.deepEqual(seen[1]?.headers, headers);
    assert.equal(await new Response(seen[0]?.body ?? null).text(), '{}');
    assert.equal('body' in (seen[1] ?? {}), false);
  });

  test('tells the length of its body in bytes', async () => {
    let headers: unknown;
    const fetch: Fetch = (_url, init) => {
      headers = init.headers;
      return Promise.resolve(new Response('{}'));
    };
    await exchange(fetch, { ...REQUEST, body: '"中😀"' });
    assert.equal(Object(headers)['content-length'], '9');
  });

  test('knows a 401 that undici 7.24 makes a failure of, for the body was a stream', async () => {
    const answer = await exchange(() => Promise.reject(failed(new Error('expected non-null body source'))), REQUEST);
    assert.equal(answer.kind === 'answer' && answer.httpStatus, 401);
  });

  const deadline = { ...REQUEST, timeoutSeconds: 0.05 };
  const timeout = { kind: 'unknown', cause: { kind: 'timeout', seconds: 0.05 } };

  test('ends at its deadline even when fetch does not heed the signal', async () => {
    assert.deepEqual(await exchange(() => new Promise(() => undefined), deadline), timeout);
    const endless = new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }));
    assert.deepEqual(await exchange(() => Promise.resolve(endless), deadline), timeout);
    const moved = new Response(new ReadableStream({ cancel: () => new Promise(() => undefined) }), { status: 302 });
    assert.deepEqual(await exchange(() => Promise.resolve(moved), deadline), timeout);
  });

  test('aborts what is still going on at its deadline', async () => {
    let aborted = false;
    const fetch: Fetch = (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          aborted = true;
          reject(coded('ENOTFOUND'));
        });
      });
    assert.deepEqual(await exchange(fetch, deadline), timeout);
    assert.equal(aborted, true);
  });

  test('takes an answer of exactly the limit and none of a byte more', async () => {
    const full = await exchange(() => Promise.resolve(new Response('x'.repeat(MAX_ANSWER_BYTES))), REQUEST);
    assert.equal(full.kind === 'answer' && full.body.length, MAX_ANSWER_BYTES);
    const over = await exchange(() => Promise.resolve(new Response('x'.repeat(MAX_ANSWER_BYTES + 1))), REQUEST);
    assert.deepEqual(over, { kind: 'unknown', cause: { kind: 'tooLarge', limit: MAX_ANSWER_BYTES } });
  });

  test('reads a success only when it is UTF-8 to its end, a refusal in any case', async () => {
    const gbk = new Uint8Array([0x22, 0xb2, 0xce, 0xca, 0xfd, 0x22]);
    assert.deepEqual(await exchange(() => Promise.resolve(new Response(gbk)), REQUEST), {
      kind: 'unknown',
      cause: { kind: 'malformed', what: 'UTF-8' },
    });
    const refused = await exchange(() => Promise.resolve(new Response(gbk, { status: 403 })), REQUEST);
    assert.equal(refused.kind === 'answer' && refused.httpStatus, 403);
  });

  test('reads over a byte order mark', async () => {
    const answer = await exchange(() => Promise.resolve(new Response('\ufeff{}')), REQUEST);
    assert.equal(answer.kind === 'answer' && answer.body, '{}');
  });

  test('takes a redirect for one where fetch hides it', async () => {
    const hidden = Object.defineProperty(new Response('{}'), 'type', { value: 'opaqueredirect' });
    const outcome = await exchange(() => Promise.resolve(hidden), REQUEST);
    assert.deepEqual(outcome, { kind: 'unknown', cause: { kind: 'redirect', httpStatus: 200 } });
  });

  test('tells the request id of an answer that it does not read', async () => {
    const headers = { 'x-request-id': 'r1' };
    const moved = await exchange(() => Promise.resolve(new Response(null, { status: 302, headers })), REQUEST);
    assert.deepEqual(moved, { kind: 'unknown', cause: { kind: 'redirect', httpStatus: 302 }, requestId: 'r1' });
  });
});
