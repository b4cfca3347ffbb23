/** What the details panel shows of a ticket: pure, the words come in as a bag. */
import type { NameLanguage } from '../../coc/enumerations.ts';
import {
  documentedName,
  isFinished,
  isIncidentLevel,
  nameOf,
  needsReporter,
  STATUS_STEPS,
} from '../../coc/enumerations.ts';
import type { Incident } from '../../coc/incident.ts';
import type { Failure } from '../../coc/outcome.ts';
import { oneLine, timeAgo } from '../../platform/text.ts';
import type { TicketWords } from '../../platform/ticketText.ts';
import { hostOf, ticketFields } from '../../platform/ticketText.ts';
import type { TicketKey, TicketRecord } from '../../store/ticketRecord.ts';
import { newTicket } from '../../store/tickets.ts';
import type { DetailsBadge, DetailsFailure, DetailsView, StepState } from './protocol.ts';

export interface DetailsWords extends TicketWords {
  readonly sentBack: string;
  readonly verify: string;
  readonly draft: string;
  readonly unusualStatus: (status: string) => string;
  readonly fetched: (ago: string) => string;
  readonly asSent: string;
  readonly notFetched: string;
  readonly fetching: string;
  readonly otherSite: (ticketsHost: string, presentHost: string) => string;
  readonly describe: (failure: Failure) => DetailsFailure;
}

export interface DetailsContext {
  readonly language: NameLanguage;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  readonly words: DetailsWords;
  /** Origin of the present site; undefined while its setting is wrong. */
  readonly origin: string | undefined;
  readonly tracked: boolean;
  readonly refreshing: boolean;
  /** When COC last told it; milliseconds since 1970 (UTC). */
  readonly fetchedAt: (record: TicketRecord) => number | undefined;
  readonly references: DetailsView['references'];
}

/** @param known what is known of the ticket, if anything. */
export function detailsView(key: TicketKey, known: TicketRecord | undefined, context: DetailsContext): DetailsView {
  const { words, references, tracked, refreshing, origin } = context;
  const record: TicketRecord = known ?? newTicket(key, context.now);
  const incident: Incident = record.incident ?? { incidentNum: key.incidentNum, names: [] };
  const statusNote = noteOnStatus(incident, context);
  const description = incident.incidentDescription;
  return {
    incidentNum: key.incidentNum,
    title: oneLine(incident.incidentTitle ?? '') || key.incidentNum,
    badges: badges(incident, context),
    steps: steps(incident, context),
    ...(statusNote !== undefined && { statusNote }),
    fields: ticketFields(record, context)
      .filter((field) => field.key !== 'description')
      .map(({ label, value, note }) => ({ label, value, ...(note !== undefined && { note }) })),
    ...(description !== undefined && { description }),
    references: description === undefined ? [] : references,
    freshness: freshness(record, context),
    ...(record.failure !== undefined && { failure: words.describe(record.failure.outcome) }),
    ...(origin !== undefined &&
      origin !== key.origin && { otherSite: words.otherSite(hostOf(key.origin), hostOf(origin)) }),
    tracked,
    refreshing,
  };
}

function badges(incident: Incident, { language }: DetailsContext): DetailsBadge[] {
  const level = nameOf(incident, 'incidentLevel', language);
  const status = nameOf(incident, 'status', language);
  return [
    ...(level === undefined ? [] : [{ text: oneLine(level), tone: toneOfLevel(incident) }]),
    ...(status === undefined ? [] : [{ text: oneLine(status), tone: toneOfStatus(incident.status) }]),
  ];
}

/** A finished ticket is never red. */
function toneOfLevel({ incidentLevel, status }: Incident): DetailsBadge['tone'] {
  if (isFinished(status) || !isIncidentLevel(incidentLevel)) return 'plain';
  if (incidentLevel === 'level_10') return 'grave';
  return incidentLevel === 'level_20' ? 'high' : 'plain';
}

function toneOfStatus(status: string | undefined): DetailsBadge['tone'] {
  if (needsReporter(status)) return 'attention';
  return isFinished(status) ? 'finished' : 'plain';
}

function steps(incident: Incident, { language }: DetailsContext): DetailsView['steps'] {
  const { status } = incident;
  if (status === undefined) return [];
  const known: readonly string[] = STATUS_STEPS;
  const current = known.indexOf(status);
  return known.map((step, index) => {
    const label = step === status ? nameOf(incident, 'status', language) : documentedName('status', step, language);
    return { label: oneLine(label ?? step), state: stateOf(index, current) };
  });
}

/** @param current -1 for a status that is not on the way. */
function stateOf(index: number, current: number): StepState {
  if (index === current) return 'current';
  return index < current ? 'done' : 'ahead';
}

function noteOnStatus(incident: Incident, { language, words }: DetailsContext): DetailsView['statusNote'] {
  const { status } = incident;
  const steps: readonly string[] = STATUS_STEPS;
  if (status === undefined) return undefined;
  if (status === 'INCIDENT_STATUS_REJECTED') return { text: words.sentBack, severity: 'warning' };
  if (status === 'INCIDENT_STATUS_RESOLVED') return { text: words.verify, severity: 'warning' };
  if (status === 'incident_draft') return { text: words.draft, severity: 'info' };
  if (steps.includes(status)) return undefined;
  const name = oneLine(nameOf(incident, 'status', language) ?? status);
  return { text: words.unusualStatus(name), severity: 'info' };
}

function freshness(record: TicketRecord, { language, now, words, refreshing, fetchedAt }: DetailsContext): string {
  const at = fetchedAt(record);
  if (at !== undefined) return words.fetched(timeAgo(at, now, language));
  if (record.incident !== undefined) return words.asSent;
  return refreshing ? words.fetching : words.notFetched;
}
