import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import { discardDrafts } from '../../../src/features/drafts/discard.ts';
import { Emitter } from '../../../src/shared/event.ts';
import type { DraftState } from '../../../src/store/draftRecord.ts';
import { draftOf, servicesOf } from '../reportIncident/unconfirmedStage.ts';
import { person, shown } from '../vscodeStub.ts';

const { fields } = draftOf({ kind: 'draft' });
const UNCONFIRMED: DraftState = { kind: 'notConfirmed', sentAt: 1, sent: fields };

/** Says yes to discarding `before` when it has become `after`. Tells whether it was discarded. */
async function isDiscarded(before: DraftState, after: DraftState): Promise<boolean> {
  const services = servicesOf(draftOf(before), {});
  const discarded = new Emitter<string>();
  let fired = false;
  discarded.event(() => {
    fired = true;
  });
  person.choose = () => {
    void services.drafts.update('draft', () => draftOf(after));
    return 'Discard';
  };
  await discardDrafts({ ...services, discarded }, ['draft']);
  assert.equal(services.onDisk() === undefined, fired);
  return fired;
}

suite('discarding a draft', () => {
  test('goes by what the person was asked about', async () => {
    assert.equal(await isDiscarded({ kind: 'draft' }, { kind: 'draft' }), true);
    const looked = { ...UNCONFIRMED, lookup: { looks: 1, lookedAt: 5 } };
    assert.equal(await isDiscarded(UNCONFIRMED, looked), true);
  });

  test('keeps what was sent while the question stood, and says so', async () => {
    for (const after of [UNCONFIRMED, { kind: 'created', sentAt: 1, incidentNum: 'IM1' } as const]) {
      assert.equal(await isDiscarded({ kind: 'draft' }, after), false);
      assert.match(shown.at(-1)?.text ?? '', /was kept/);
    }
    assert.equal(await isDiscarded(UNCONFIRMED, { ...UNCONFIRMED, sentAt: 2 }), false);
  });
});
