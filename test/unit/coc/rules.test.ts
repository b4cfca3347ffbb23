import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EMPTY_DRAFT, INCIDENT_LEVELS, type IncidentDraft } from '../../../src/coc/incident.ts';
import { checkDraft, type DraftField, isGrave, LIMITS } from '../../../src/coc/rules.ts';
import { PAGE_DRAFT } from './examples.ts';

const BY_SCHEDULE: IncidentDraft = {
  ...PAGE_DRAFT,
  assignTo: 'schedule',
  assigneeScene: 'scene-1',
  assigneeRole: 'role-1',
};

type TextField = keyof typeof LIMITS;
const TEXT_FIELDS = Object.keys(LIMITS) as TextField[];
const OPTIONAL: readonly TextField[] = ['region', 'enterpriseProject'];
const SCHEDULE_ONLY: readonly TextField[] = ['assigneeScene', 'assigneeRole'];

function draftAskingFor(field: TextField): IncidentDraft {
  return SCHEDULE_ONLY.includes(field) ? BY_SCHEDULE : PAGE_DRAFT;
}

suite('the rules of a create', () => {
  test("the page's own example breaks none, for a person and for a schedule", () => {
    assert.deepEqual(checkDraft(PAGE_DRAFT), []);
    assert.deepEqual(checkDraft(BY_SCHEDULE), []);
  });

  test('the limits are those of the page', () => {
    const { incidentTitle, incidentDescription, ...others } = LIMITS;
    assert.equal(incidentTitle, 200);
    assert.equal(incidentDescription, 600);
    assert.deepEqual([...new Set(Object.values(others))], [255]);
  });

  for (const field of TEXT_FIELDS) {
    const limit = LIMITS[field];

    test(`${field} may have ${limit} characters and not one more`, () => {
      const draft = draftAskingFor(field);
      assert.deepEqual(checkDraft({ ...draft, [field]: 'x'.repeat(limit) }), []);
      assert.deepEqual(checkDraft({ ...draft, [field]: 'x'.repeat(limit + 1) }), [
        { kind: 'tooLong', field, limit, excess: 1 },
      ]);
    });

    test(`${field} is counted in UTF-16 units, so an emoji is two`, () => {
      const draft = draftAskingFor(field);
      const half = '😀'.repeat(Math.floor(limit / 2));
      const full = half + 'x'.repeat(limit - half.length);
      assert.deepEqual(checkDraft({ ...draft, [field]: full }), []);
      assert.deepEqual(checkDraft({ ...draft, [field]: `${full}😀` }), [{ kind: 'tooLong', field, limit, excess: 2 }]);
    });

    test(`${field} empty or of blanks only is ${OPTIONAL.includes(field) ? 'not given' : 'missing'}`, () => {
      const draft = draftAskingFor(field);
      const expected = OPTIONAL.includes(field) ? [] : [{ kind: 'missing', field }];
      for (const blank of ['', ' ', '\n\t\r ', '\u3000', '\u00a0\ufeff']) {
        assert.deepEqual(checkDraft({ ...draft, [field]: blank }), expected, JSON.stringify(blank));
      }
    });
  }

  test('with a person chosen nothing is said about the schedule, and the other way round', () => {
    const tooLong = 'x'.repeat(256);
    assert.deepEqual(checkDraft({ ...PAGE_DRAFT, assigneeScene: tooLong, assigneeRole: '' }), []);
    assert.deepEqual(checkDraft({ ...BY_SCHEDULE, incidentAssignee: '' }), []);
    assert.deepEqual(checkDraft({ ...BY_SCHEDULE, incidentAssignee: tooLong }), []);
  });

  test('a schedule needs its scenario and its role', () => {
    assert.deepEqual(checkDraft({ ...BY_SCHEDULE, assigneeRole: '' }), [{ kind: 'missing', field: 'assigneeRole' }]);
    assert.deepEqual(checkDraft({ ...BY_SCHEDULE, assigneeScene: ' ' }), [{ kind: 'missing', field: 'assigneeScene' }]);
  });

  test('each of the five levels goes, and one must be chosen', () => {
    for (const incidentLevel of INCIDENT_LEVELS) assert.deepEqual(checkDraft({ ...PAGE_DRAFT, incidentLevel }), []);
    assert.deepEqual(checkDraft({ ...PAGE_DRAFT, incidentLevel: '' }), [{ kind: 'missing', field: 'incidentLevel' }]);
  });

  test('any incident type goes, for tenants add their own', () => {
    assert.deepEqual(checkDraft({ ...PAGE_DRAFT, incidentType: '我们自己的类型' }), []);
  });

  test('a start is a whole number of milliseconds that a calendar holds', () => {
    const lastTime = 8.64e15;
    for (const startTime of [0, 1, 1_710_739_323_172, lastTime]) {
      assert.deepEqual(checkDraft({ ...PAGE_DRAFT, startTime }), [], String(startTime));
    }
    for (const startTime of [Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY, lastTime + 1, Number.MAX_SAFE_INTEGER]) {
      assert.deepEqual(checkDraft({ ...PAGE_DRAFT, startTime }), [{ kind: 'invalidTime', field: 'startTime' }]);
    }
  });

  test('an empty draft names what is missing in the order of the form', () => {
    assert.deepEqual(
      checkDraft(EMPTY_DRAFT).map(({ kind, field }) => `${kind} ${field}`),
      [
        'missing incidentTitle',
        'missing incidentDescription',
        'missing incidentLevel',
        'missing incidentType',
        'missing currentCloudService',
        'missing incidentAssignee',
        'missing creator',
      ],
    );
  });

  test('whatever the texts are, each field has at most one problem, and a limit is named exactly when it is passed', () => {
    const text = fc.oneof(fc.string(), fc.string({ minLength: 190, maxLength: 700, unit: 'binary' }));
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(TEXT_FIELDS.map((field) => [field, text]))),
        fc.boolean(),
        (texts, person) => {
          const draft: IncidentDraft = { ...PAGE_DRAFT, ...texts, assignTo: person ? 'person' : 'schedule' };
          const problems = checkDraft(draft);
          const fields = problems.map(({ field }) => field);
          assert.equal(new Set<DraftField>(fields).size, fields.length);
          const asked = TEXT_FIELDS.filter((field) =>
            person ? !SCHEDULE_ONLY.includes(field) : field !== 'incidentAssignee',
          );
          for (const field of asked) {
            const excess = Math.max(0, draft[field].length - LIMITS[field]);
            const found = problems.find((problem) => problem.kind === 'tooLong' && problem.field === field);
            assert.equal(found?.kind === 'tooLong' ? found.excess : 0, excess);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

suite('a grave ticket', () => {
  test('is P1, P2 or an interrupted service', () => {
    const calm: IncidentDraft = { ...PAGE_DRAFT, isServiceInterrupt: false };
    const graves = INCIDENT_LEVELS.filter((incidentLevel) => isGrave({ ...calm, incidentLevel }));
    assert.deepEqual(graves, ['level_10', 'level_20']);
    for (const incidentLevel of INCIDENT_LEVELS) {
      assert.equal(isGrave({ ...calm, incidentLevel, isServiceInterrupt: true }), true);
    }
    assert.equal(isGrave(EMPTY_DRAFT), false);
  });
});
