import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import { describeFailure, describeMissingHistory } from '../../../src/platform/messages.ts';

suite('what a failure is called', () => {
  for (const cause of ['ENOTFOUND', 'ECONNREFUSED', 'UND_ERR_ABORTED', 'CERT_HAS_EXPIRED', 'CA_FILE_ENOENT']) {
    test(`only of a report is it said that nothing was sent (${cause})`, () => {
      const failure = { kind: 'notSent', cause } as const;
      assert.match(describeFailure(failure, 'create').text, /Nothing was sent\.$/);
      for (const reading of ['show', 'find'] as const) {
        assert.doesNotMatch(describeFailure(failure, reading).text, /sent/i);
      }
    });
  }

  for (const [cause, said] of [
    ['ENOTFOUND', /could not be resolved.* cocIncidents\.endpoint/],
    ['UND_ERR_ABORTED', /proxy refused.* http\.proxy/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /certificate is not trusted.*SELF_SIGNED.* cocIncidents\.caFile/],
    ['CA_FILE_ENOENT', /^The setting cocIncidents\.caFile must be the full path .*\(CA_FILE_ENOENT\)/],
  ] as const) {
    test(`${cause} says what to look at`, () => {
      assert.match(describeFailure({ kind: 'notSent', cause }, 'create').text, said);
    });
  }

  test('whose ticket is looked for has nothing to refresh', () => {
    const failure = { kind: 'rejected', httpStatus: 429 } as const;
    assert.doesNotMatch(describeFailure(failure, 'find').text, /refresh/);
  });

  test('a history that is missing is one line with the reason, and the permission where it is named', () => {
    const refusal = { kind: 'rejected', httpStatus: 403, errorCode: 'APIGW.0302' } as const;
    const errorMsg = "Policy doesn't allow coc:ticket:get to be performed.";
    const lines = [
      describeMissingHistory(refusal),
      describeMissingHistory({ ...refusal, errorMsg }),
      describeMissingHistory({ ...refusal, httpStatus: 404 }),
      describeMissingHistory({ kind: 'notSent', cause: 'ENOTFOUND' }),
    ];
    assert.deepEqual(lines, [
      'The history is not shown: your user lacks the permission to read it.',
      'The history is not shown: your user lacks the permission coc:ticket:get.',
      'The history is not shown: this COC does not offer it.',
      'The history could not be fetched (COC not reachable). It is tried again with the next refresh.',
    ]);
  });

  test('a permission that is missing is the one that the service names, or else the documented one', () => {
    const refusal = { kind: 'rejected', httpStatus: 403, errorCode: 'APIGW.0302' } as const;
    const named = { ...refusal, errorMsg: "Policy doesn't allow coc:instance:listResources to be performed." };
    for (const operation of ['create', 'show', 'find'] as const) {
      const documented = { create: 'create', show: 'get', find: 'list' }[operation];
      assert.match(
        describeFailure(refusal, operation).text,
        new RegExp(`lacks the permission coc:ticket:${documented}`),
      );
      assert.match(describeFailure(named, operation).text, /lacks the permission coc:instance:listResources\./);
    }
  });
});
