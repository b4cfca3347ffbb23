import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import {
  chooseTicket,
  enterNumber,
  tellFound,
  type UnconfirmedServices,
} from '../../../src/features/reportIncident/unconfirmed.ts';
import type { Checked } from '../../../src/platform/lookup.ts';
import { person, shown } from '../vscodeStub.ts';
import { draftOf, servicesOf } from './unconfirmedStage.ts';

const FIRST = 'IM202403181322030178042608';
const SECOND = 'IM202403181322030178042609';
const SHOWN: Checked = { kind: 'shown', incident: { incidentNum: FIRST, names: [] }, differences: [] };
const ONE_OF_TWO = draftOf({
  kind: 'notConfirmed',
  sentAt: 1,
  sent: draftOf({ kind: 'draft' }).fields,
  lookup: { looks: 1, lookedAt: 2, found: { kind: 'several', incidentNums: [FIRST, SECOND] } },
});

/** Chooses None of These where the second ticket is that. Gives the numbers that were ruled out. */
async function ruledOut(second: Checked | undefined): Promise<readonly string[]> {
  const out: string[] = [];
  person.choose = () => 'None of These';
  const lookup: Partial<Awaited<ReturnType<UnconfirmedServices['lookup']>>> = {
    check: (_, incidentNum) => Promise.resolve(incidentNum === FIRST ? SHOWN : second),
    ruleOut: async (_, incidentNums) => void out.push(...incidentNums),
  };
  await chooseTicket(ONE_OF_TWO, servicesOf(ONE_OF_TWO, lookup));
  return out;
}

suite('a report whose answer was lost', () => {
  test('tickets of other reports are ruled out with those that were shown', async () => {
    assert.deepEqual(await ruledOut({ kind: 'taken' }), [FIRST, SECOND]);
  });

  test('a ticket that is not there keeps nobody from choosing, and is not ruled out', async () => {
    const failure = { kind: 'rejected', httpStatus: 400, errorCode: 'COC.00067003' } as const;
    assert.deepEqual(await ruledOut({ kind: 'failed', failure }), [FIRST]);
  });

  const unread: readonly [string, Checked | undefined, RegExp][] = [
    ['that cannot be read', { kind: 'failed', failure: { kind: 'notSent', cause: 'ENOTFOUND' } }, /resolved/],
    ['that nobody is signed in to see', { kind: 'signedOut' }, /nobody is signed in/],
    ['whose draft is gone', undefined, /draft is gone/],
  ];
  for (const [what, checked, why] of unread) {
    test(`nothing is ruled out beside a ticket ${what}: it is said why`, async () => {
      assert.deepEqual(await ruledOut(checked), []);
      assert.deepEqual([shown.length, shown[0]?.labels], [1, []]);
      assert.match(shown[0]?.text ?? '', why);
    });

    test(`a number is entered of a ticket ${what}: it is said why it is not used`, async () => {
      person.choose = () => FIRST;
      await enterNumber(ONE_OF_TWO, servicesOf(ONE_OF_TWO, { check: () => Promise.resolve(checked) }));
      assert.match(shown[1]?.text ?? '', why);
    });
  }

  test('its ticket is told even when its choices cannot be remembered', async () => {
    const services = servicesOf(ONE_OF_TWO, {});
    const key = { origin: ONE_OF_TWO.origin, incidentNum: FIRST };
    await tellFound({ kind: 'ticket', draftId: ONE_OF_TWO.id, key, sent: ONE_OF_TWO.fields, kept: false }, services);
    assert.match(shown[0]?.text ?? '', /it is ticket IM2024/);
  });
});
