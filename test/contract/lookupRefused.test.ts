import assert from 'node:assert/strict';
import { type LookupStage, lookupResult, loseAnswer, setLookupStage, type Window } from './lookupStage.ts';

suite('the ticket of a report whose answer was lost, where it cannot be looked for', () => {
  let stage: LookupStage;
  let window: Window;
  setup(async () => {
    stage = await setLookupStage();
    window = await stage.openWindow();
  });
  teardown(() => stage.dispose());

  const sendAndLose = (arrives: boolean) => loseAnswer(stage, window, arrives);
  const stateOf = (id: string) => window.drafts.get(id)?.state;
  const foundOf = (id: string) => lookupResult(window, id);

  test('that does not count as a look, for COC did not answer', async () => {
    const draft = await sendAndLose(false);
    const looks = () => {
      const state = stateOf(draft.id);
      return state?.kind === 'notConfirmed' ? state.lookup?.looks : undefined;
    };
    stage.sandbox.setFault({ kind: 'status', status: 503, endpoint: 'list', times: 1 });
    await window.lookup.look(draft.id);
    assert.deepEqual([foundOf(draft.id)?.kind, looks()], ['failed', 0]);
    await window.lookup.look(draft.id);
    assert.deepEqual([foundOf(draft.id)?.kind, looks()], ['none', 1]);
  });

  test('without the permission, that is kept with what the gateway said', async () => {
    const draft = await sendAndLose(true);
    stage.sandbox.setFault({ kind: 'status', status: 403, endpoint: 'list' });
    await window.lookup.look(draft.id);
    const found = foundOf(draft.id);
    assert.ok(found?.kind === 'failed' && found.failure.kind === 'rejected');
    assert.deepEqual([found.failure.httpStatus, found.failure.errorCode], [403, 'APIGW.0302']);
    assert.deepEqual(window.tickets.all(), []);
  });

  test('by a service without such a list, whoever says so', async () => {
    const draft = await sendAndLose(true);
    stage.sandbox.setFault({ kind: 'status', status: 404, endpoint: 'list' });
    await window.lookup.look(draft.id);
    const found = foundOf(draft.id);
    assert.ok(found?.kind === 'failed' && found.failure.kind === 'rejected');
    stage.sandbox.setFault({ kind: 'status', status: 404, endpoint: 'list', body: '<html></html>' });
    await window.lookup.look(draft.id);
    const later = foundOf(draft.id);
    assert.ok(later?.kind === 'failed' && later.failure.kind === 'unknown');
  });

  test('by itself nobody is asked to sign in; the person who asks is', async () => {
    const draft = await sendAndLose(true);
    window.token = undefined;
    await window.lookup.look(draft.id, () => true);
    assert.deepEqual([foundOf(draft.id), window.asked], [{ kind: 'signedOut' }, []]);
    const state = stateOf(draft.id);
    assert.equal(state?.kind === 'notConfirmed' && state.lookup?.looks, 0);
    window.answers.push(stage.sandbox.token);
    await window.lookup.look(draft.id);
    assert.deepEqual([window.drafts.all(), window.asked], [[], ['missing']]);
  });

  test('with a token that ended, the person who asks signs in and it goes on', async () => {
    const draft = await sendAndLose(true);
    window.token = stage.sandbox.issueToken({ expiresInMs: -1 });
    await window.lookup.look(draft.id, () => true);
    assert.equal(foundOf(draft.id)?.kind, 'failed');
    window.answers.push(stage.sandbox.token);
    await window.lookup.look(draft.id);
    assert.deepEqual([window.drafts.all(), window.asked], [[], ['refused']]);
  });

  test('a token that the service echoes is not kept', async () => {
    const draft = await sendAndLose(true);
    stage.sandbox.setFault({ kind: 'echoToken', endpoint: 'list' });
    await window.lookup.look(draft.id);
    assert.equal(foundOf(draft.id)?.kind, 'failed');
    assert.equal(JSON.stringify(window.drafts.all()).includes(stage.sandbox.token.slice(0, 8)), false);
  });

  for (const fault of ['notJson', 'truncate', 'reset'] as const) {
    test(`an answer that is ${fault} is a failure, and the draft stays`, async () => {
      const draft = await sendAndLose(true);
      stage.sandbox.setFault({ kind: fault, endpoint: 'list' });
      await window.lookup.look(draft.id);
      const found = foundOf(draft.id);
      assert.equal(found?.kind === 'failed' && found.failure.kind, 'unknown');
    });
  }
});
