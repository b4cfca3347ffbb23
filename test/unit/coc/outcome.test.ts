import assert from 'node:assert/strict';
import { isNotFound, isSignInRefused } from '../../../src/coc/outcome.ts';

suite('an outcome', () => {
  test("is 'no such ticket' by COC's code for it alone", () => {
    assert.equal(isNotFound({ kind: 'rejected', httpStatus: 400, errorCode: 'COC.00067003' }), true);
    assert.equal(isNotFound({ kind: 'rejected', httpStatus: 404, errorCode: 'APIGW.0101' }), false);
    assert.equal(isNotFound({ kind: 'rejected', httpStatus: 404 }), false);
    const cause = { kind: 'httpStatus', httpStatus: 500, errorCode: 'COC.00067003' } as const;
    assert.equal(isNotFound({ kind: 'unknown', cause }), false);
  });

  test('is a refused sign-in only when the service refused, and with 401', () => {
    assert.equal(isSignInRefused({ kind: 'rejected', httpStatus: 401 } as { kind: string }), true);
    assert.equal(isSignInRefused({ kind: 'rejected', httpStatus: 403 } as { kind: string }), false);
    // A create that is sent again because of it must rest on a refusal.
    assert.equal(isSignInRefused({ kind: 'unknown', httpStatus: 401 } as { kind: string }), false);
    assert.equal(isSignInRefused({ kind: 'rejected' }), false);
    assert.equal(isSignInRefused({ kind: 'created' }), false);
  });
});
