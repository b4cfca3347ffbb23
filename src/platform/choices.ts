import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { NamedField } from '../coc/enumerations.ts';
import { documentedName, namesOfField, pick } from '../coc/enumerations.ts';
import type { Incident, IncidentDraft } from '../coc/incident.ts';
import { EMPTY_DRAFT, INCIDENT_LEVELS } from '../coc/incident.ts';
import type { TokenHolder } from '../coc/outcome.ts';
import { idSchema } from '../coc/schemas.ts';
import { SETTINGS_SECTION } from '../contributions.ts';
import type { Disposable, Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import type { ChoiceRecord, SeenName } from '../store/choiceRecord.ts';
import { emptyChoices, withNames, withUsed } from '../store/choiceRecord.ts';
import type { RecordFolder } from '../store/recordFolder.ts';
import { nameLanguage } from './language.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface NamedChoice {
  readonly id: string;
  readonly name?: string;
}

export interface Schedule {
  readonly scene: string;
  readonly role: string;
  readonly name?: string;
}

/** What the form offers: settings first, then what was used before, then what answers named. */
export interface Choices {
  readonly onDidChange: Event<void>;
  /** @param scope the file a report is about: settings of its folder count. */
  list(field: ChoiceField, scope?: vscode.Uri): readonly NamedChoice[];
  schedules(scope?: vscode.Uri): readonly Schedule[];
  /** A new draft with the user's defaults and the signed-in user filled in. */
  prefilled(scope?: vscode.Uri): Promise<IncidentDraft>;
  /** Remembers what a ticket was created with. @param origin of the site it was created at. */
  remember(draft: IncidentDraft, origin: string): Promise<void>;
  /** Remembers the names an answer told. @param origin of the site that answered. */
  learn(incident: Incident, origin: string): Promise<void>;
}

export type ChoiceField =
  | 'incidentType'
  | 'currentCloudService'
  | 'region'
  | 'enterpriseProject'
  | 'incidentAssignee'
  | 'creator';

const SETTING_OF: Record<ChoiceField, string | undefined> = {
  incidentType: 'incidentTypes',
  currentCloudService: 'applications',
  region: 'regions',
  enterpriseProject: 'enterpriseProjects',
  incidentAssignee: 'assignees',
  creator: undefined,
};

/** Whose names in answers fit a field: owners and creators are both users. */
const NAMED_BY: Record<ChoiceField, readonly NamedField[]> = {
  incidentType: ['incidentType'],
  currentCloudService: ['currentCloudService'],
  region: [],
  enterpriseProject: [],
  incidentAssignee: ['incidentAssignee', 'creator'],
  creator: ['creator', 'incidentAssignee'],
};
const USED: readonly ChoiceField[] = [
  'incidentType',
  'currentCloudService',
  'region',
  'enterpriseProject',
  'incidentAssignee',
  'creator',
];
const LEARNT: readonly NamedField[] = ['incidentType', 'currentCloudService', 'incidentAssignee', 'creator'];

const choiceShape = z.object({ id: idSchema, name: z.optional(z.string()) });
const scheduleShape = z.object({ scene: idSchema, role: idSchema, name: z.optional(z.string()) });
const text = z.optional(z.string());
const defaultsShape = z.object({
  incident_level: z.optional(z.literal(['', ...INCIDENT_LEVELS])),
  incident_type: text,
  current_cloud_service: text,
  region: text,
  enterprise_project: text,
  incident_assignee: text,
  assignee_scene: text,
  assignee_role: text,
  creator: text,
});

interface ChoicesParts {
  /** One record for each site; its key is the site's origin. */
  readonly records: RecordFolder<ChoiceRecord>;
  readonly settings: Settings;
  readonly session: Session;
  /** Told once of each setting with an entry that cannot be used. */
  readonly warn: (settingKey: string) => void;
}

export function createChoices({ records, settings, session, warn }: ChoicesParts): Choices & Disposable {
  const changed = new Emitter<void>();
  const language = nameLanguage();
  const subscriptions = [records.onDidChange(() => changed.fire()), settings.onDidChange(() => changed.fire())];
  /** IAM told the signed-in user's name; COC's answers may not have named that user yet. */
  let holder: TokenHolder | undefined;

  /** The entries of a list setting that can be used. */
  const listSetting = <T>(key: string, shape: z.ZodMiniType<T>, scope: vscode.Uri | undefined): T[] => {
    const value = readSetting(key, scope);
    const entries: unknown[] = Array.isArray(value) ? value : [];
    const parsed = entries.map((entry) => shape.safeParse(entry));
    if (!Array.isArray(value) || parsed.some(({ success }) => !success)) warn(`${SETTINGS_SECTION}.${key}`);
    return parsed.flatMap((result) => (result.success ? [result.data] : []));
  };

  const record = () => records.get(settings.site().origin);
  const seenNames = (field: NamedField) => record()?.names[field] ?? [];

  const nameOfId = (field: ChoiceField, key: string): string | undefined => {
    const names = NAMED_BY[field].flatMap((named) => seenNames(named));
    const seen = pick(
      names.find((name) => name.id === key),
      language,
    );
    const documented = NAMED_BY[field].map((named) => documentedName(named, key, language));
    const own = NAMED_BY[field].includes('creator') && key === holder?.userId ? holder.userName : undefined;
    return seen ?? documented.find((name) => name !== undefined) ?? own;
  };

  const defaults = (scope: vscode.Uri | undefined) => {
    const parsed = defaultsShape.safeParse(readSetting('defaults', scope) ?? {});
    if (!parsed.success) warn(`${SETTINGS_SECTION}.defaults`);
    return parsed.data ?? {};
  };

  return {
    onDidChange: changed.event,
    list: (field, scope) => {
      const setting = SETTING_OF[field];
      const offered = setting === undefined ? [] : listSetting(setting, choiceShape, scope);
      const used = (record()?.used[field] ?? []).map((key) => ({ id: key, name: undefined }));
      const seen = NAMED_BY[field].flatMap((named) => seenNames(named));
      const own = field === 'creator' && holder !== undefined ? [{ id: holder.userId, name: undefined }] : [];
      const all = [...offered, ...used, ...own, ...seen.map((name) => ({ id: name.id, name: undefined }))];
      const unique = new Map(all.toReversed().map((choice) => [choice.id, choice]));
      return [...new Set(all.map((choice) => choice.id))].map((key) => {
        const name = unique.get(key)?.name ?? nameOfId(field, key);
        return { id: key, ...(name !== undefined && { name }) };
      });
    },
    schedules: (scope) => {
      return listSetting('schedules', scheduleShape, scope).map(({ scene, role, name }) => {
        return { scene, role, ...(name !== undefined && { name }) };
      });
    },
    prefilled: async (scope) => {
      const given = defaults(scope);
      holder = await session.holder();
      const schedule = !given.incident_assignee && Boolean(given.assignee_scene || given.assignee_role);
      return {
        ...EMPTY_DRAFT,
        incidentLevel: given.incident_level ?? '',
        incidentType: given.incident_type ?? '',
        currentCloudService: given.current_cloud_service ?? '',
        region: given.region ?? '',
        enterpriseProject: given.enterprise_project ?? '',
        assignTo: schedule ? 'schedule' : 'person',
        incidentAssignee: given.incident_assignee ?? '',
        assigneeScene: given.assignee_scene ?? '',
        assigneeRole: given.assignee_role ?? '',
        creator: given.creator || (holder?.userId ?? ''),
      };
    },
    remember: async (draft, origin) => {
      await records.update(origin, (old) => {
        return USED.reduce((known, field) => withUsed(known, field, draft[field]), old ?? emptyChoices(origin));
      });
    },
    learn: async (incident, origin) => {
      const learn = (old: ChoiceRecord | undefined) => {
        return LEARNT.reduce(
          (known, field) => withNames(known, field, namesSeen(incident, field)),
          old ?? emptyChoices(origin),
        );
      };
      // Most answers name nothing new: then nothing is written.
      const known = records.get(origin) ?? emptyChoices(origin);
      if (learn(known) !== known) await records.update(origin, learn);
    },
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function namesSeen(incident: Incident, field: NamedField): readonly SeenName[] {
  return namesOfField(incident, field).map(({ key, zh, en }) => {
    return { id: key, ...(zh !== undefined && { zh }), ...(en !== undefined && { en }) };
  });
}

function readSetting(key: string, scope: vscode.Uri | undefined): unknown {
  return vscode.workspace.getConfiguration(SETTINGS_SECTION, scope ?? null).get<unknown>(key);
}
