import type { IncidentDraft } from '../../coc/incident.ts';
import type { DraftRecord } from '../../store/draftRecord.ts';
import type { RecordFolder } from '../../store/recordFolder.ts';

export interface Keeper {
  /** Writes the newest fields; those that were overtaken while a write was under way are skipped. */
  keep(fields: IncidentDraft): Promise<void>;
  /** The draft as this window knows it. */
  current(): DraftRecord;
}

/** Keeps one draft on disk while it is typed, one write at a time. */
export function createKeeper(drafts: Pick<RecordFolder<DraftRecord>, 'get' | 'update'>, draft: DraftRecord): Keeper {
  let newest = draft.fields;
  let written = draft.fields;
  let writing: Promise<void> | undefined;
  let everOnDisk = drafts.get(draft.id) !== undefined;

  /** A draft that is gone was sent or discarded: writing it anew would let it be sent twice. */
  const changed = (old: DraftRecord | undefined, fields: IncidentDraft): DraftRecord | undefined => {
    if (old === undefined && everOnDisk) return undefined;
    if (old?.state.kind === 'sending' || old?.state.kind === 'created') return old;
    return { ...(old ?? draft), fields, changedAt: Date.now() };
  };

  const write = async () => {
    try {
      while (written !== newest) {
        const fields = newest;
        await drafts.update(draft.id, (old) => changed(old, fields));
        everOnDisk = true;
        written = fields;
      }
    } finally {
      // In the same turn as the last look at `newest`, so that no later one is left behind.
      writing = undefined;
    }
  };

  return {
    keep: (fields) => {
      newest = fields;
      if (writing === undefined && written !== newest) writing = write();
      return writing ?? Promise.resolve();
    },
    current: () => ({ ...(drafts.get(draft.id) ?? draft), fields: newest }),
  };
}
