/** What a row of the tree says: pure, the words come in as a bag. */
import type { IncidentStatus, NameLanguage } from '../../coc/enumerations.ts';
import { isFinished, isIncidentLevel, nameOf, STATUS_NAMES } from '../../coc/enumerations.ts';
import type { IncidentLevel } from '../../coc/incident.ts';
import type { Failure } from '../../coc/outcome.ts';
import { clip, escapeMarkdown, localTime, markdownCode, oneLine, relativeTime, timeAgo } from '../../platform/text.ts';
import type { TicketFieldKey, TicketWords } from '../../platform/ticketText.ts';
import { hostOf, ticketFields } from '../../platform/ticketText.ts';
import type { ChangeKind, TicketRecord } from '../../store/ticketRecord.ts';
import { bornAt } from './order.ts';

export interface RowWords extends TicketWords {
  /** What REJECTED and RESOLVED ask of the reporter, in a few words. */
  readonly sentBack: string;
  readonly verify: string;
  readonly fetching: string;
  readonly notFetched: string;
  readonly otherSite: (host: string) => string;
  readonly fetched: (ago: string) => string;
  readonly fetchedAt: (time: string) => string;
  readonly neverFetched: string;
  readonly lastFetchFailed: (reason: string) => string;
  /** Why a fetch failed, in a few words. */
  readonly reason: (failure: Failure) => string;
  /** Heads the tickets that lack what they are grouped by. */
  readonly notKnown: string;
  /** Ends the row of a pinned ticket. */
  readonly pinned: string;
  /** Heads the pinned tickets. */
  readonly pinnedGroup: string;
  /** Tells what changed since the person last looked. */
  readonly changed: (fields: string) => string;
  /** A field's label and its value, for example "Level: P3". */
  readonly field: (label: string, value: string) => string;
}

/** What a row depends on beside its ticket. */
export interface RowContext {
  readonly language: NameLanguage;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  readonly words: RowWords;
  /** Origin of the present site; undefined while its setting is wrong. */
  readonly origin: string | undefined;
  /** Milliseconds after which an answer about an open ticket is old. */
  readonly staleAfter: number;
  readonly isRefreshing: (record: TicketRecord) => boolean;
  /** When COC last told it; milliseconds since 1970 (UTC). */
  readonly fetchedAt: (record: TicketRecord) => number | undefined;
}

export interface TicketRow {
  readonly label: string;
  readonly description: string;
  /** Names of a codicon and of a theme colour. */
  readonly icon: string;
  readonly color: string | undefined;
  /** For the menus: begins with `ticket`, and ends with `pinned` where it is. */
  readonly context: `ticket${'' | '.otherSite'}${'' | '.pinned'}`;
  /** What a screen reader says. */
  readonly spoken: string;
}

const STATUS_ICONS: Record<IncidentStatus, string> = {
  incident_draft: 'edit',
  INCIDENT_STATUS_TRIGGERED: 'bell-dot',
  INCIDENT_STATUS_ACKNOWLEDGED: 'tools',
  INCIDENT_STATUS_REJECTED: 'reply',
  INCIDENT_STATUS_RESOLVED: 'checklist',
  INCIDENT_STATUS_COMPLETED: 'pass',
};

/** P1 and P2 stand out; the others keep the colour of the text or nearly so. */
const LEVEL_COLORS: Record<IncidentLevel, string> = {
  level_10: 'charts.red',
  level_20: 'charts.yellow',
  level_30: 'charts.blue',
  level_40: 'icon.foreground',
  level_50: 'icon.foreground',
};
const FINISHED_COLOR = 'charts.green';

const LONGEST_VALUE = 200;

export function ticketRow(record: TicketRecord, context: RowContext): TicketRow {
  const label = ticketLabel(record);
  const parts = descriptionParts(record, context);
  return {
    label,
    description: parts.join(' · '),
    icon: iconOf(record, context),
    color: colorOf(record),
    context: `ticket${isOtherSite(record, context) ? '.otherSite' : ''}${record.pinned ? '.pinned' : ''}`,
    spoken: [label, ...parts, ...changeNote(record, context)].join(', '),
  };
}

/** What changed since the person last looked, in words; nothing when there is nothing. */
function changeNote({ unseen }: TicketRecord, { language, words }: RowContext): string[] {
  return unseen === undefined ? [] : [changedFields(unseen, language, words)];
}

export function changedFields(kinds: readonly ChangeKind[], language: string, words: RowWords): string {
  const list = new Intl.ListFormat(language, { style: 'narrow', type: 'conjunction' });
  return words.changed(list.format(kinds.map((kind) => words.fields[kind])));
}

/** The title on one line; the number until there is one. */
export function ticketLabel({ incident, incidentNum }: TicketRecord): string {
  return oneLine(incident?.incidentTitle ?? '') || incidentNum;
}

/** In the order of the page about the sidebar; everything else stands in the tooltip. */
const DETAIL_KEYS: readonly TicketFieldKey[] = [
  'number',
  'status',
  'level',
  'type',
  'source',
  'application',
  'region',
  'owner',
  'creator',
  'created',
  'lastSolution',
  'warRoom',
  'description',
];

export interface DetailRow {
  readonly key: TicketFieldKey;
  readonly label: string;
  /** On one line and of bounded length. */
  readonly value: string;
  readonly tooltip: string;
  readonly spoken: string;
}

export function detailRows(record: TicketRecord, context: RowContext): DetailRow[] {
  const fields = new Map(ticketFields(record, context).map((field) => [field.key, field]));
  return DETAIL_KEYS.flatMap((key) => {
    const field = fields.get(key);
    if (field === undefined) return [];
    const { label, value, note } = field;
    const tooltip = note === undefined ? value : `${value}\n${note}`;
    const line = clip(oneLine(value), LONGEST_VALUE);
    return [{ key, label, value: line, tooltip, spoken: context.words.field(label, line) }];
  });
}

/** All fields as Markdown in which no text of COC is markup. */
export function ticketTooltip(record: TicketRecord, context: RowContext): string {
  const lines = ticketFields(record, context)
    .filter(({ key }) => key !== 'description')
    .map(({ label, value }) => escapeMarkdown(context.words.field(label, oneLine(value))));
  const description = record.incident?.incidentDescription;
  const notes = freshness(record, context).map((sentence) => `*${escapeMarkdown(sentence)}*`);
  return [
    `**${escapeMarkdown(ticketLabel(record))}**`,
    lines.join('  \n'),
    ...(description === undefined ? [] : ['---', escapeMarkdown(description)]),
    ...(notes.length === 0 ? [] : ['---', notes.join('  \n')]),
  ].join('\n\n');
}

/** One line of Markdown to paste elsewhere, for example `**IM2024** · P3 · ACKNOWLEDGED · ` and the title as code. */
export function ticketSummary({ incident, incidentNum }: TicketRecord, language: NameLanguage): string {
  const names =
    incident === undefined ? [] : [nameOf(incident, 'incidentLevel', language), nameOf(incident, 'status', language)];
  const title = oneLine(incident?.incidentTitle ?? '');
  return [
    `**${escapeMarkdown(incidentNum)}**`,
    ...names.flatMap((name) => (name === undefined ? [] : [escapeMarkdown(oneLine(name))])),
    ...(title === '' ? [] : [markdownCode(title)]),
  ].join(' · ');
}

function descriptionParts(record: TicketRecord, context: RowContext): string[] {
  const { incident } = record;
  const { language, now, words } = context;
  const level = incident && nameOf(incident, 'incidentLevel', language);
  const status = incident && nameOf(incident, 'status', language);
  return [
    level,
    status,
    // Before what may be cut off: a row is narrow.
    ...stateOfKnowledge(record, context),
    callToAction(incident?.status, words),
    incident && relativeTime(bornAt(record), now, language),
    record.pinned && words.pinned,
  ].flatMap((part) => (part === undefined ? [] : [oneLine(part)]));
}

function callToAction(status: string | undefined, words: RowWords): string | undefined {
  if (status === 'INCIDENT_STATUS_REJECTED') return words.sentBack;
  return status === 'INCIDENT_STATUS_RESOLVED' ? words.verify : undefined;
}

/** How far the row can be believed: nothing where it is fresh. */
function stateOfKnowledge(record: TicketRecord, context: RowContext): string[] {
  const { incident, failure, origin } = record;
  const { language, now, words } = context;
  const fetchedAt = context.fetchedAt(record);
  const ago =
    fetchedAt !== undefined && isStale(record, context) ? [words.fetched(timeAgo(fetchedAt, now, language))] : [];
  if (isOtherSite(record, context)) return [words.otherSite(hostOf(origin)), ...ago];
  if (failure !== undefined) return [words.reason(failure.outcome), ...ago];
  if (incident !== undefined) return ago;
  return [context.isRefreshing(record) ? words.fetching : words.notFetched];
}

/** A finished ticket does not change any more. */
function isStale(record: TicketRecord, { now, staleAfter, fetchedAt }: RowContext): boolean {
  const at = fetchedAt(record);
  return at !== undefined && now - at > staleAfter && !isFinished(record.incident?.status);
}

function isOtherSite(record: TicketRecord, { origin }: RowContext): boolean {
  return origin !== undefined && record.origin !== origin;
}

function iconOf(record: TicketRecord, context: RowContext): string {
  if (isOtherSite(record, context)) return 'globe';
  if (record.failure !== undefined) return 'warning';
  const status = record.incident?.status;
  if (record.incident === undefined) return context.isRefreshing(record) ? 'loading~spin' : 'circle-outline';
  return status !== undefined && isDocumented(status) ? STATUS_ICONS[status] : 'circle-filled';
}

function isDocumented(status: string): status is IncidentStatus {
  return Object.hasOwn(STATUS_NAMES, status);
}

function colorOf({ incident }: TicketRecord): string | undefined {
  if (isFinished(incident?.status)) return FINISHED_COLOR;
  return isIncidentLevel(incident?.incidentLevel) ? LEVEL_COLORS[incident.incidentLevel] : undefined;
}

/** Only what does not go out of date by itself: VS Code asks for a tooltip once. */
function freshness(record: TicketRecord, context: RowContext): string[] {
  const { failure } = record;
  const { language, words } = context;
  const fetchedAt = context.fetchedAt(record);
  const old = failure !== undefined || isStale(record, context) || isOtherSite(record, context);
  return [
    ...changeNote(record, context),
    ...(failure === undefined ? [] : [words.lastFetchFailed(words.reason(failure.outcome))]),
    ...(fetchedAt === undefined ? [words.neverFetched] : []),
    ...(fetchedAt !== undefined && old ? [words.fetchedAt(localTime(fetchedAt, language))] : []),
  ];
}
