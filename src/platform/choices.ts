import type { Uri } from 'vscode';
import type { Incident, IncidentDraft } from '../coc/incident.ts';
import type { Event } from '../shared/event.ts';

export interface NamedChoice {
  readonly id: string;
  readonly name?: string;
}

/** What the form offers: settings first, then what was used before, then what answers named. */
export interface Choices {
  readonly onDidChange: Event<void>;
  /** @param scope the file a report is about: settings of its folder count. */
  list(field: ChoiceField, scope?: Uri): readonly NamedChoice[];
  schedules(scope?: Uri): readonly { readonly scene: string; readonly role: string; readonly name?: string }[];
  /** A new draft with the user's defaults filled in. */
  prefilled(scope?: Uri): Promise<IncidentDraft>;
  /** Remembers what a ticket was created with. */
  remember(draft: IncidentDraft): void;
  /** Remembers the names an answer told. */
  learn(incident: Incident): void;
}

export type ChoiceField =
  | 'incidentType'
  | 'currentCloudService'
  | 'region'
  | 'enterpriseProject'
  | 'incidentAssignee'
  | 'creator';
