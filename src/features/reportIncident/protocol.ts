/** What the create form and the extension host say to each other. Both sides compile against this file. */
import type { IncidentDraft, IncidentLevel, IncidentSource } from '../../coc/incident.ts';
import type { DraftField, DraftProblem, MandatoryField } from '../../coc/rules.ts';

/** What the page may ask of the host. */
export interface FormHost {
  /** Keeps the draft. Called at every change; the host writes the newest and skips what it overtook. */
  save(fields: IncidentDraft): void;
  /** Sends the draft, once. Resolves when it is known what became of it; the panel is closed after `created`. */
  submit(fields: IncidentDraft): SubmitAnswer;
  /** The exact body that would be sent, as indented JSON. */
  preview(fields: IncidentDraft): string;
  /** Follows up a failure: the host words and does it. */
  act(action: FormAction): void;
  /**
   * Composes the report anew from the text it was made from. The host asks before typed texts are replaced; undefined
   * when nothing is to change.
   * @param fields as they stand in the form.
   */
  recompose(fields: IncidentDraft, change: ReportChange): Recomposed | undefined;
  /** Puts the lines that the description does not hold on the clipboard. */
  copyLeftOut(): void;
}

/** What the host may tell the page. */
export interface FormPage {
  showChoices(choices: FormChoices): void;
  /** Where the draft stands changed: by another window, by the search for its ticket, or by a send of this form. */
  showState(state: FormState): void;
  /** Sends what stands in the form, as its button does. */
  send(): void;
}

export interface FormState {
  readonly notice?: Notice;
  /** Nothing can be changed or sent: it is being sent, or there is no draft any more. */
  readonly lock?: 'sending' | 'gone';
}

export type SubmitAnswer =
  | { readonly kind: 'created' }
  /** The person said no to the question that grave tickets ask. */
  | { readonly kind: 'canceled' }
  | { readonly kind: 'invalid'; readonly problems: readonly DraftProblem[] }
  | { readonly kind: 'failed'; readonly notice: Notice };

/** What the form shows above its fields after a send that made no ticket, or none that is known. Plain text. */
export interface Notice {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly text: string;
  /** What changes while the rest stays: how the search for the ticket goes. */
  readonly status?: string;
  /** COC's own words, its code, the request id: labels are in the display language. */
  readonly details: readonly { readonly label: string; readonly value: string }[];
  readonly actions: readonly { readonly action: FormAction; readonly label: string }[];
}

export type FormAction =
  | 'lookAgain'
  | 'chooseTicket'
  | 'enterNumber'
  | 'openConsole'
  | 'sendAgain'
  | 'showLog'
  | 'discard';

/** What a report from a text has beside its fields. */
export interface FormReport {
  readonly redactions: readonly FormRedaction[];
  /** How many more there are than those. */
  readonly unlisted: number;
  /** What was found in the text; one of them is reported. */
  readonly events: readonly { readonly label: string; readonly line: number }[];
  /** Index into `events`. */
  readonly event: number;
  readonly hasLeftOut: boolean;
}

export interface FormRedaction {
  /** Without one it cannot be undone: the original text is gone. */
  readonly id?: string;
  /** What stands for the secret, for example `[password]`. */
  readonly marker: string;
  readonly line: number;
  /** The secret is shown and sent. */
  readonly undone: boolean;
}

export type ReportChange =
  | { readonly kind: 'redaction'; readonly id: string; readonly undone: boolean }
  | { readonly kind: 'event'; readonly event: number };

export interface Recomposed {
  readonly fields: Pick<IncidentDraft, 'incidentTitle' | 'incidentDescription' | 'startTime'>;
  readonly localStartTime?: number;
  readonly sourceText: string;
  readonly report: FormReport;
}

/** One entry of a combo box: the name is shown, the id is sent. */
export interface Choice {
  readonly id: string;
  readonly name?: string;
}

export interface FormChoices {
  readonly types: readonly Choice[];
  readonly applications: readonly Choice[];
  readonly regions: readonly Choice[];
  readonly enterpriseProjects: readonly Choice[];
  readonly owners: readonly Choice[];
  readonly creators: readonly Choice[];
  readonly scenes: readonly Choice[];
  /** Roles belong to a scenario; those of the chosen one are offered first. */
  readonly roles: readonly (Choice & { readonly scene: string })[];
}

/** Stands in the page's HTML as JSON, so that the form is complete with its first paint. */
export interface FormData extends FormState {
  readonly draftId: string;
  readonly fields: IncidentDraft;
  readonly choices: FormChoices;
  readonly strings: FormStrings;
  readonly source?: { readonly label: string; readonly text: string };
  readonly report?: FormReport;
  /** The start time that was read from a text without a zone: as long as the field holds it, it says so. */
  readonly localStartTime?: number;
}

/** Every text of the page, whole sentences in the display language. `{0}`, `{1}` are filled in by the page. */
export interface FormStrings {
  readonly heading: string;
  readonly labels: Record<DraftField | 'isServiceInterrupt' | 'assignTo', string>;
  readonly person: string;
  readonly schedule: string;
  readonly levels: Record<IncidentLevel, { readonly name: string; readonly meaning: string }>;
  readonly sources: Record<IncidentSource, string>;
  /** `{0} / {1}`: characters typed, characters allowed. */
  readonly counter: string;
  readonly optional: string;
  readonly missing: Record<MandatoryField, string>;
  /** `{0}` the limit, `{1}` by how much it is exceeded. */
  readonly tooLong: string;
  readonly invalidTime: string;
  readonly hints: Partial<Record<DraftField | 'isServiceInterrupt', string>>;
  readonly create: string;
  readonly creating: string;
  readonly preview: string;
  readonly previewHeading: string;
  readonly previewNote: string;
  readonly closePreview: string;
  /** `{0}` where the text is from. */
  readonly sourceHeading: string;
  readonly redactions: string;
  readonly redactionsNote: string;
  /** `{0}` what stands for the secret, `{1}` its line. */
  readonly redaction: string;
  /** A secret that is shown again: `{0}` what it is, `{1}` its line. */
  readonly undoneRedaction: string;
  readonly unlistedRedactions: string;
  readonly undo: string;
  readonly redo: string;
  /** The whole name of such a button: `{0}` what it shows, `{1}` what it is about. */
  readonly buttonName: string;
  readonly event: string;
  /** `{0}` the event's title, `{1}` its line. */
  readonly eventInLine: string;
  readonly copyLeftOut: string;
  readonly localTime: string;
  readonly recomposed: string;
  /** `{0}` how many fields are wrong. */
  readonly problems: string;
  /** Name of a combo box's list, for example "Choices". No field's label is to stand in it. */
  readonly choices: string;
  /** Instead of an empty list: that any id can be typed. */
  readonly noChoices: string;
  /** Below a combo box that shows a name: `{0}` the id that is sent for it. */
  readonly sentAs: string;
  readonly saveFailed: string;
  readonly internalError: string;
}
