import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readIncidentDraft } from '../../../src/coc/draftSchema.ts';
import { DRAFT_TEXT_LIMIT, EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import { checkDraft } from '../../../src/coc/rules.ts';
import { anyDraftFields } from '../store/arbitraries.ts';

suite('Fields of a form, as a page sends them', () => {
  test('any draft is read as it is, absent keys absent and unknown ones dropped', () => {
    fc.assert(
      fc.property(anyDraftFields, (fields) => {
        assert.deepEqual(readIncidentDraft({ ...fields, __proto__: null, token: 'x' }), fields);
      }),
    );
  });

  test('a time that was begun but is none is read as such, so that the check reports it', () => {
    for (const startTime of [null, Number.NaN]) {
      const draft = readIncidentDraft({ ...EMPTY_DRAFT, startTime });
      assert.deepEqual(draft, { ...EMPTY_DRAFT, startTime: Number.NaN });
      assert.equal(checkDraft(draft).at(-1)?.kind, 'invalidTime');
    }
    assert.deepEqual(readIncidentDraft({ ...EMPTY_DRAFT, startTime: undefined }), EMPTY_DRAFT);
  });

  const wrong: Record<string, unknown> = {
    incidentTitle: ['title'],
    incidentDescription: 'x'.repeat(DRAFT_TEXT_LIMIT + 1),
    incidentLevel: 'P1',
    isServiceInterrupt: 'true',
    incidentSource: '',
    assignTo: undefined,
    creator: null,
    startTime: '2023-11-21',
  };
  for (const [field, value] of Object.entries(wrong)) {
    test(`a wrong ${field} is named, without its content`, () => {
      assert.throws(() => readIncidentDraft({ ...EMPTY_DRAFT, [field]: value }), {
        name: 'TypeError',
        message: `The draft has a wrong or missing "${field}".`,
      });
    });
  }

  test('a level or source that COC does not know is none', () => {
    for (const incidentLevel of ['level_60', 'LEVEL_10', 'constructor']) {
      assert.throws(() => readIncidentDraft({ ...EMPTY_DRAFT, incidentLevel }), /wrong or missing "incidentLevel"/);
    }
    const other = { ...EMPTY_DRAFT, incidentSource: 'incident_source_mail' };
    assert.throws(() => readIncidentDraft(other), /wrong or missing "incidentSource"/);
  });

  test('what is no object, or anything at all, is refused with an error and nothing else', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
        assert.throws(() => readIncidentDraft(value), TypeError);
      }),
    );
  });
});
