import assert from 'node:assert/strict';
import type { Incident } from '../../../src/coc/incident.ts';
import type { ChangeWords } from '../../../src/features/changes/wording.ts';
import { changesMessage, gravestFirst, titleOf, whatChanged } from '../../../src/features/changes/wording.ts';
import type { NoticedChange } from '../../../src/platform/incidents.ts';
import { CHANGE_KINDS } from '../../../src/store/ticketRecord.ts';
import { HOSTILE_TEXTS } from './hostileTexts.ts';
import { ORIGIN } from './samples.ts';

const words: ChangeWords = {
  statusNow: (status, before) => `It is ${status} now (was ${before}).`,
  levelNow: (level, before) => `Its level is ${level} now (was ${before}).`,
  notKnown: 'Not known',
  ownerNow: (owner) => `Its owner is ${owner} now.`,
  noOwner: 'It has no owner now.',
  warRoomStarted: 'A WarRoom was started.',
  both: (first, second) => `${first} ${second}`,
  one: (incidentNum, title, what) => `${incidentNum} "${title}": ${what}`,
  quoted: (title) => `"${title}"`,
  several: (count, titles) => `${count} have changed: ${titles}.`,
  many: (count, titles) => `${count} have changed, among them ${titles}.`,
};

function change(kinds: NoticedChange['kinds'], before: Partial<Incident>, after: Partial<Incident>): NoticedChange {
  const incidentNum = after.incidentNum ?? 'IM1';
  const rest = { incidentNum, incidentTitle: `Title of ${incidentNum}`, names: [] };
  return { key: { origin: ORIGIN, incidentNum }, kinds, before: { ...rest, ...before }, after: { ...rest, ...after } };
}

const acknowledged = { status: 'INCIDENT_STATUS_ACKNOWLEDGED' };
const resolved = { status: 'INCIDENT_STATUS_RESOLVED' };
const message = (...changes: NoticedChange[]) => changesMessage(changes, 'en', words);

suite('what is told of changed tickets', () => {
  test('of one ticket, its number, its title, what it is now and what it was', () => {
    assert.deepEqual(message(change(['status'], acknowledged, resolved)), {
      severity: 'information',
      message: 'IM1 "Title of IM1": It is RESOLVED now (was ACKNOWLEDGED).',
    });
    assert.equal(
      whatChanged(change(['status'], acknowledged, resolved), 'zh', words),
      'It is 已解决待验证 now (was 已受理).',
    );
    assert.equal(whatChanged(change(['status'], {}, resolved), 'en', words), 'It is RESOLVED now (was Not known).');
  });

  test('every kind of change, in whole sentences', () => {
    const names = [{ field: 'assignee', key: 'u1', en: 'Zhang Wei', zh: '张伟' }];
    const all = change(
      CHANGE_KINDS,
      { ...acknowledged, incidentLevel: 'level_30' },
      { ...resolved, incidentLevel: 'level_40', incidentAssignee: 'u1', names, warroomId: 'WR1' },
    );
    const expected = 'It is RESOLVED now (was ACKNOWLEDGED). Its level is P4 now (was P3). Its owner is Zhang Wei now.';
    assert.equal(whatChanged(all, 'en', words), `${expected} A WarRoom was started.`);
    const gone = change(['owner'], { incidentAssignee: 'u1' }, {});
    assert.equal(whatChanged(gone, 'en', words), 'It has no owner now.');
  });

  test('only what is to be told of, whatever else changed', () => {
    const both = change(
      ['level'],
      { ...acknowledged, incidentLevel: 'level_30' },
      { ...resolved, incidentLevel: 'level_40' },
    );
    assert.equal(whatChanged(both, 'en', words), 'Its level is P4 now (was P3).');
  });

  test('of several, how many, and the titles of the gravest', () => {
    const at = (incidentNum: string, incidentLevel: string) =>
      change(['status'], acknowledged, { ...resolved, incidentNum, incidentLevel });
    const [one, two, three, four] = [
      at('IM1', 'level_50'),
      at('IM2', 'level_20'),
      at('IM3', 'odd'),
      at('IM4', 'level_10'),
    ];
    assert.equal(message(one, two).message, '2 have changed: "Title of IM2", "Title of IM1".');
    assert.equal(
      message(one, two, three, four).message,
      '4 have changed, among them "Title of IM4", "Title of IM2", "Title of IM1".',
    );
    assert.deepEqual(
      gravestFirst([one, two, three, four]).map(({ key }) => key.incidentNum),
      ['IM4', 'IM2', 'IM1', 'IM3'],
    );
  });

  test('warns of a level that rises to P1 or P2, and of a ticket that was sent back', () => {
    const level = (before: string, after: string) =>
      message(change(['level'], { incidentLevel: before }, { incidentLevel: after })).severity;
    assert.equal(level('level_30', 'level_20'), 'warning');
    assert.equal(level('level_10', 'level_20'), 'information');
    assert.equal(level('level_50', 'level_30'), 'information');
    const rejected = { status: 'INCIDENT_STATUS_REJECTED' };
    assert.equal(message(change(['status'], acknowledged, rejected)).severity, 'warning');
    assert.equal(message(change(['owner'], rejected, rejected)).severity, 'information');
    const mild = change(['status'], acknowledged, resolved);
    assert.equal(
      message(mild, change(['status'], acknowledged, { ...rejected, incidentNum: 'IM2' })).severity,
      'warning',
    );
  });

  test('is of bounded length, and calls a ticket without a title by its number', () => {
    const long = change(['status', 'owner'], acknowledged, {
      status: 'S'.repeat(5000),
      incidentAssignee: 'O'.repeat(5000),
      incidentTitle: 'T'.repeat(5000),
    });
    assert.ok(message(long).message.length < 400);
    assert.equal(titleOf({ incidentNum: 'IM1', incidentTitle: ' \n', names: [] }, 80), 'IM1');
  });
});

suite('hostile text in what is told of changed tickets', () => {
  for (const text of HOSTILE_TEXTS) {
    test(`stays text on one line: ${JSON.stringify(text)}`, () => {
      const hostile = {
        incidentTitle: text,
        status: text,
        incidentLevel: text,
        incidentAssignee: text,
        warroomId: text,
      };
      const kinds = CHANGE_KINDS;
      const alone = message(change(kinds, { ...hostile, status: `${text} before` }, hostile)).message;
      const together = message(
        change(kinds, {}, hostile),
        change(kinds, {}, { ...hostile, incidentNum: 'IM2' }),
      ).message;
      for (const told of [alone, together]) {
        assert.doesNotMatch(told, /[\p{Cc}\u2028\u2029]/u);
        // What VS Code makes a link of: `[name](address)`.
        assert.doesNotMatch(told, /\]\(/);
      }
    });
  }
});
