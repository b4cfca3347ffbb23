import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { DRAFT_TEXT_LIMIT, EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import { parseDraft } from '../../../src/store/draftParser.ts';
import type { DraftRecord } from '../../../src/store/draftRecord.ts';
import { DRAFT_SOURCE_LIMIT } from '../../../src/store/draftRecord.ts';
import { createDraftFolder } from '../../../src/store/drafts.ts';
import { anyDraft } from './arbitraries.ts';
import { createScratch, opened } from './counters.ts';

const DRAFT: DraftRecord = {
  version: 2,
  id: 'b3b5c7e0-0000-4000-8000-000000000000',
  origin: 'https://coc.myhuaweicloud.com',
  createdAt: 1,
  changedAt: 2,
  state: { kind: 'draft' },
  fields: EMPTY_DRAFT,
};

suite('Drafts on disk', () => {
  const scratch = createScratch();
  teardown(scratch.cleanUp);

  test('any draft comes back as it was written, absent keys absent', async () => {
    const folder = scratch.keep(createDraftFolder(scratch.folder()));
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        assert.deepEqual(parseDraft(JSON.parse(JSON.stringify(draft))), { kind: 'ok', record: draft });
        assert.deepEqual(await folder.update(draft.id, () => draft), draft);
      }),
      { numRuns: 100 },
    );
    const all = [...folder.all()];
    const path = scratch.folder();
    const copies = scratch.keep(createDraftFolder(path));
    for (const draft of all) await copies.update(draft.id, () => draft);
    const loaded = await opened(scratch.keep(createDraftFolder(path)));
    assert.deepEqual(new Set(loaded.all()), new Set(all));
    assert.deepEqual([loaded.problems, readdirSync(path).length], [[], all.length]);
  });

  test('a time that is only half entered is not kept, and everything else is', async () => {
    const folder = scratch.keep(createDraftFolder(scratch.folder()));
    const fields = { ...EMPTY_DRAFT, incidentTitle: 'Half', startTime: Number.NaN };
    const kept = await folder.update(DRAFT.id, () => ({ ...DRAFT, fields }));
    assert.deepEqual(kept?.fields, { ...EMPTY_DRAFT, incidentTitle: 'Half' });
  });

  test('there is room for every text at its limit, of characters that take the most room', async () => {
    const folder = scratch.keep(createDraftFolder(scratch.folder()));
    const fields = Object.fromEntries(
      Object.entries(EMPTY_DRAFT).map(([key, value]) => [key, value === '' ? '\0'.repeat(DRAFT_TEXT_LIMIT) : value]),
    );
    const source = { text: '\0'.repeat(DRAFT_SOURCE_LIMIT), label: '\0'.repeat(10_000) };
    const draft = { ...DRAFT, source, fields: { ...EMPTY_DRAFT, ...fields, incidentLevel: '' as const } };
    assert.deepEqual(await folder.update(DRAFT.id, () => draft), draft);
  });

  test('a text beyond its limit is refused by name', async () => {
    const folder = scratch.keep(createDraftFolder(scratch.folder()));
    const fields = { ...EMPTY_DRAFT, region: 'x'.repeat(DRAFT_TEXT_LIMIT + 1) };
    await assert.rejects(
      folder.update(DRAFT.id, () => ({ ...DRAFT, fields })),
      /wrong or missing fields\.region/,
    );
  });

  const damages: Record<string, Record<string, unknown>> = {
    id: { id: '' },
    origin: { origin: 'https://coc.example/path' },
    createdAt: { createdAt: '1' },
    'state (its kind)': { state: { kind: 'sent' } },
    'state (its owner)': { state: { kind: 'sending', sentAt: 1 } },
    'state (its failure)': { state: { kind: 'refused', sentAt: 1, failure: { kind: 'notSent', cause: 'x' } } },
    'state.incidentNum': { state: { kind: 'created', sentAt: 1, incidentNum: '../IM1' } },
    'fields.incidentLevel': { fields: { ...EMPTY_DRAFT, incidentLevel: 'level_60' } },
    'fields.creator': { fields: { ...EMPTY_DRAFT, creator: undefined } },
    'source.label': { source: { text: '' } },
  };
  for (const [field, damage] of Object.entries(damages)) {
    test(`a wrong ${field} is named`, () => {
      const result = parseDraft(JSON.parse(JSON.stringify({ ...DRAFT, ...damage })));
      assert.deepEqual(result, { kind: 'damaged', detail: `has a wrong or missing ${field.split(' ')[0]}` });
    });
  }

  test('a draft of a newer version is known as such, whatever else it holds', () => {
    assert.deepEqual(parseDraft({ version: 3 }), { kind: 'newer', version: 3 });
  });

  test('a draft of version 1 is read, and what was sent of it is taken to be what it holds', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const { state } = draft;
        fc.pre(state.kind !== 'sending' || state.unconfirmed === undefined);
        const {
          sent: _sent,
          lookup: _lookup,
          ...old
        } = state.kind === 'notConfirmed' ? state : { ...state, sent: 0, lookup: 0 };
        const expected = state.kind === 'notConfirmed' ? { ...old, sent: draft.fields } : state;
        const file = JSON.stringify({ ...draft, version: 1, state: old });
        assert.deepEqual(parseDraft(JSON.parse(file)), { kind: 'ok', record: { ...draft, state: expected } });
      }),
    );
  });

  for (const state of [undefined, null, 'notConfirmed', { kind: 'notConfirmed' }, []]) {
    test(`a damaged draft of version 1, with the state ${JSON.stringify(state)}, is called damaged`, () => {
      assert.equal(parseDraft({ ...DRAFT, version: 1, state }).kind, 'damaged');
    });
  }

  test('a draft on disk of version 1 is of version 2 after its next change', async () => {
    const path = scratch.folder();
    const folder = scratch.keep(createDraftFolder(path));
    await folder.update(DRAFT.id, () => ({ ...DRAFT, state: { kind: 'notConfirmed', sentAt: 3, sent: DRAFT.fields } }));
    const [name = ''] = readdirSync(path);
    const old = { ...DRAFT, version: 1, state: { kind: 'notConfirmed', sentAt: 3 } };
    writeFileSync(join(path, name), JSON.stringify(old));
    const loaded = await opened(scratch.keep(createDraftFolder(path)));
    assert.deepEqual(loaded.problems, []);
    await loaded.update(DRAFT.id, (draft) => (draft === undefined ? undefined : { ...draft, changedAt: 4 }));
    const stored = JSON.parse(readFileSync(join(path, name), 'utf8'));
    assert.deepEqual([stored.version, stored.state.sent, stored.changedAt], [2, EMPTY_DRAFT, 4]);
  });
});
