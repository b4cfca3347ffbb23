import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import { createKeeper } from '../../../src/features/reportIncident/keeper.ts';
import type { DraftRecord } from '../../../src/store/draftRecord.ts';
import { createDraftFolder } from '../../../src/store/drafts.ts';
import { thisProcess } from '../../../src/store/processMark.ts';
import type { RecordFolder } from '../../../src/store/recordFolder.ts';

suite('keeping a draft while it is typed', () => {
  let folder: string;
  let drafts: RecordFolder<DraftRecord>;
  let draft: DraftRecord;

  setup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'coc-keeper-'));
    drafts = createDraftFolder(folder);
    drafts.open();
    await drafts.ready;
    draft = {
      version: 2,
      id: crypto.randomUUID(),
      origin: 'https://coc.example.com',
      createdAt: 1,
      changedAt: 1,
      state: { kind: 'draft' },
      fields: EMPTY_DRAFT,
    };
  });

  teardown(async () => {
    drafts.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const typed = (incidentTitle: string) => ({ ...EMPTY_DRAFT, incidentTitle });

  test('the first character puts the draft on disk', async () => {
    await createKeeper(drafts, draft).keep(typed('P'));
    assert.equal(drafts.get(draft.id)?.fields.incidentTitle, 'P');
  });

  test('of many changes at once the last one stands', async () => {
    const keeper = createKeeper(drafts, draft);
    await Promise.all(Array.from({ length: 100 }, (_, index) => keeper.keep(typed(`Title ${index}`))));
    assert.equal(drafts.get(draft.id)?.fields.incidentTitle, 'Title 99');
    assert.equal(keeper.current().fields.incidentTitle, 'Title 99');
  });

  test('a draft that was sent or discarded does not come back by a late character', async () => {
    const keeper = createKeeper(drafts, draft);
    await keeper.keep(typed('Payments fail'));
    await drafts.update(draft.id, () => undefined);
    await keeper.keep(typed('Payments fail!'));
    assert.deepEqual(drafts.all(), []);
  });

  test('what is being sent is not changed under way', async () => {
    const keeper = createKeeper(drafts, draft);
    await keeper.keep(typed('as sent'));
    const state = { kind: 'sending', sentAt: 1, owner: thisProcess() } as const;
    await drafts.update(draft.id, (old) => old && { ...old, state });
    await keeper.keep(typed('later'));
    assert.equal(drafts.get(draft.id)?.fields.incidentTitle, 'as sent');
  });

  test('a write that fails is told, and the next one is tried', async () => {
    let calls = 0;
    const failingOnce: typeof drafts.update = (id, change) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('disk full')) : drafts.update(id, change);
    };
    const keeper = createKeeper({ get: (id) => drafts.get(id), update: failingOnce }, draft);
    await assert.rejects(keeper.keep(typed('a')), /disk full/);
    await keeper.keep(typed('ab'));
    assert.equal(drafts.get(draft.id)?.fields.incidentTitle, 'ab');
  });
});
