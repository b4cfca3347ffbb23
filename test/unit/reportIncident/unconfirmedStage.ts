/** A draft, and the services around it that a test does not look at. */

import { EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import type { UnconfirmedServices } from '../../../src/features/reportIncident/unconfirmed.ts';
import type { DraftRecord, DraftState } from '../../../src/store/draftRecord.ts';

export const ORIGIN = 'https://coc.example.com';

export function draftOf(state: DraftState, origin = ORIGIN): DraftRecord {
  return { version: 2, id: 'draft', origin, createdAt: 0, changedAt: 0, state, fields: EMPTY_DRAFT };
}

type Lookup = Awaited<ReturnType<UnconfirmedServices['lookup']>>;

/** Holds the one draft on disk; choices cannot be had. */
export function servicesOf(
  draft: DraftRecord,
  lookup: Partial<Lookup>,
): UnconfirmedServices & { onDisk(): DraftRecord | undefined } {
  let onDisk: DraftRecord | undefined = draft;
  const services: Record<string, unknown> = {
    log: { error: () => {} },
    settings: { site: () => ({ origin: ORIGIN }) },
    drafts: {
      ready: Promise.resolve(),
      get: () => onDisk,
      update: async (_: string, change: (old: DraftRecord | undefined) => DraftRecord | undefined) => {
        onDisk = change(onDisk);
        return onDisk;
      },
    },
    lookup: async () => lookup,
    choices: () => Promise.reject(new Error('No choices.')),
  };
  return { ...(services as unknown as UnconfirmedServices), onDisk: () => onDisk };
}
