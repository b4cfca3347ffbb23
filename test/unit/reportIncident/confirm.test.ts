import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import { askBeforeSending } from '../../../src/features/reportIncident/confirm.ts';
import { AlreadySentError } from '../../../src/platform/sendDraft.ts';
import type { DraftState } from '../../../src/store/draftRecord.ts';
import { person, shown } from '../vscodeStub.ts';
import { draftOf, ORIGIN, servicesOf } from './unconfirmedStage.ts';

const ELSEWHERE = 'https://other.example.com';
const { fields } = draftOf({ kind: 'draft' });
const MAY_BE_TICKET: readonly DraftState[] = [
  { kind: 'notConfirmed', sentAt: 1, sent: fields },
  { kind: 'sending', sentAt: 1, owner: { pid: 1, place: '', birth: '' } },
];

suite('a draft of another site', () => {
  test('moves to the present one when the person says so', async () => {
    const draft = draftOf({ kind: 'draft' }, ELSEWHERE);
    const services = servicesOf(draft, {});
    person.choose = () => 'Send to This Site';
    assert.deepEqual(await askBeforeSending(draft, services), { ...draft, origin: ORIGIN });
    assert.equal(services.onDisk()?.origin, ORIGIN);
  });

  for (const state of MAY_BE_TICKET) {
    test(`stays there as ${state.kind}: its ticket is to be looked for there`, async () => {
      const draft = draftOf(state, ELSEWHERE);
      const services = servicesOf(draft, {});
      person.choose = () => 'Send to This Site';
      assert.equal(await askBeforeSending(draft, services), undefined);
      assert.equal(services.onDisk()?.origin, ELSEWHERE);
      assert.match(shown[0]?.text ?? '', /was sent to other\.example\.com/);
    });

    test(`stays there when it is ${state.kind} by the time of the answer`, async () => {
      const services = servicesOf(draftOf(state, ELSEWHERE), {});
      person.choose = () => 'Send to This Site';
      await assert.rejects(askBeforeSending(draftOf({ kind: 'draft' }, ELSEWHERE), services), AlreadySentError);
      assert.equal(services.onDisk()?.origin, ELSEWHERE);
    });
  }
});
