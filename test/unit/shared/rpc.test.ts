import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Connection } from '../../../src/shared/rpc.ts';
import { connect } from '../../../src/shared/rpc.ts';

interface Calculator {
  add(a: number, b: number): number;
  later(text: string): Promise<string>;
  fail(): never;
}

/** Two ends whose messages go through a structured clone, as between a page and its host. */
function pair(local: object): { near: Connection<Calculator>; far: Connection<Calculator>; posted: unknown[] } {
  const posted: unknown[] = [];
  const near: Connection<Calculator> = connect<Calculator>((message) => {
    posted.push(message);
    far.receive(structuredClone(message));
  }, {});
  const far: Connection<Calculator> = connect<Calculator>((message) => near.receive(structuredClone(message)), local);
  return { near, far, posted };
}

const calculator: Calculator = {
  add: (a, b) => a + b,
  later: async (text) => `${text}!`,
  fail: () => {
    throw new Error('no sums today');
  },
};

suite('calls between a page and its host', () => {
  test('a call gives what the other side answers, at once or later', async () => {
    const { near } = pair(calculator);
    assert.equal(await near.remote.add(2, 3), 5);
    assert.equal(await near.remote.later('soon'), 'soon!');
  });

  test('an error crosses as its message', async () => {
    const { near } = pair(calculator);
    await assert.rejects(near.remote.fail(), { message: 'no sums today' });
  });

  test('calls of inherited and unknown functions are refused', async () => {
    const posted: unknown[] = [];
    const side = connect<Calculator>((message) => posted.push(message), calculator);
    for (const name of ['toString', 'constructor', '__proto__', 'nothing']) {
      side.receive({ rpc: 'call', id: 1, name, args: [] });
    }
    await new Promise(setImmediate);
    assert.equal(posted.length, 4);
    for (const answer of posted) assert.match(JSON.stringify(answer), /"ok":false.*There is no function/);
  });

  test('closing settles every pending call, and later ones at once', async () => {
    const side = connect<Calculator>(() => undefined, {});
    const pending = side.remote.add(1, 2);
    side.close('The panel was closed.');
    await assert.rejects(pending, { message: 'The panel was closed.' });
    await assert.rejects(side.remote.add(1, 2), { message: 'The panel was closed.' });
  });

  test('the other side can be awaited and printed without a call going out', async () => {
    const { near, posted } = pair(calculator);
    await Promise.resolve(near.remote);
    assert.deepEqual(posted, []);
  });

  test('no message whatsoever gets an exception out of it', () => {
    const side = connect<Calculator>(() => undefined, calculator);
    fc.assert(
      fc.property(fc.oneof(fc.anything(), rpcLike), (message) => {
        side.receive(message);
      }),
      { numRuns: 2000 },
    );
  });
});

const rpcLike = fc.record({
  rpc: fc.constantFrom('call', 'answer', 'other'),
  id: fc.oneof(fc.integer(), fc.string()),
  name: fc.oneof(fc.constantFrom('add', 'fail', '__proto__'), fc.anything()),
  args: fc.oneof(fc.array(fc.anything()), fc.anything()),
  ok: fc.oneof(fc.boolean(), fc.anything()),
  error: fc.anything(),
});
