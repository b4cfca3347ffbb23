/** From a snippet to what its form shows: secrets are out before anything else looks at the text. No vscode. */
import type { IncidentDraft } from '../../coc/incident.ts';
import { LIMITS } from '../../coc/rules.ts';
import { composeInSteps, type LeftOut } from '../../report/compose.ts';
import type { ReportEvent } from '../../report/event.ts';
import { cutAt } from '../../report/fit.ts';
import { withoutEscapes } from '../../report/lines.ts';
import { type Redaction, type RedactOptions, redact, redactInSteps } from '../../report/redact.ts';
import type { PatternProblem } from '../../report/redaction/ownPatterns.ts';
import type { RunCommand, Snippet } from '../../report/snippet.ts';
import { snippetLabel } from '../../report/snippet.ts';
import { titleOf } from '../../report/title.ts';
import { DRAFT_REDACTION_LIMIT } from '../../store/draftRecord.ts';
import type { FormReport, ReportChange } from './protocol.ts';

/** Without any secret but those that were undone. */
export interface Composition {
  readonly fields: ComposedFields;
  /** The start time was read from a text that names no zone, in that of this machine. */
  readonly isLocalTime: boolean;
  /** Where the text is from, when that is known. */
  readonly label: string | undefined;
  readonly text: string;
  /** The command line that printed the text; it stands above it. */
  readonly command: string | undefined;
  /** Of the command line and of the text below it, with the lines as they stand there. */
  readonly redactions: readonly Redaction[];
  readonly events: readonly ReportEvent[];
  readonly leftOut: LeftOut;
  /** The user's patterns that could not be used. */
  readonly problems: readonly PatternProblem[];
  readonly choice: ReportChoice;
}

type ComposedFields = Pick<IncidentDraft, 'incidentTitle' | 'incidentDescription' | 'startTime'>;

/** What a person chose for one report; forgotten with its form. */
export interface ReportChoice {
  /** Ids of redactions that were undone. */
  readonly keep: ReadonlySet<string>;
  /** Index into the events. */
  readonly event: number;
}

export const NO_CHOICE: ReportChoice = { keep: new Set(), event: 0 };

export interface ComposingOptions {
  /** The user's own patterns of what is secret, as the settings have them. */
  readonly patterns: readonly unknown[];
  readonly choice?: ReportChoice;
  /** Awaited every few milliseconds; what it rejects with ends the work. */
  readonly pause: () => Promise<void>;
}

export async function composeSnippet(
  snippet: Snippet,
  { patterns, choice = NO_CHOICE, pause }: ComposingOptions,
): Promise<Composition> {
  const own = { patterns: patterns.filter((pattern) => typeof pattern === 'string') };
  const shown = await withoutEscapes(snippet.text, pause);
  const { text, redactions, problems } = await redactInSteps(shown, { ...own, keep: choice.keep, pause });
  // A name can hold a secret as well, and a branch's can be as long as it likes.
  const plain = (part: string): string => redact(part, own).text;
  const { path, origin, git } = snippet;
  const command = snippet.command && redactCommand(snippet.command, { ...own, keep: choice.keep });
  const safe: Snippet = {
    ...snippet,
    text,
    ...(path !== undefined && { path: plain(path) }),
    ...(origin !== undefined && { origin: plain(origin) }),
    ...(git?.branch !== undefined && { git: { ...git, branch: cutAt(onOneLine(plain(git.branch)), MAX_BRANCH) } }),
    ...(command !== undefined && { command: command.command }),
  };
  const { startTime, events, leftOut, ...composed } = await composeInSteps(safe, { event: choice.event, pause });
  // Composing reads what was escaped; what that brings to light is looked through again.
  const again = (part: string, limit: number): string => (choice.keep.size === 0 ? cutAt(plain(part), limit) : part);
  const incidentTitle = again(composed.incidentTitle, LIMITS.incidentTitle);
  const incidentDescription = again(composed.incidentDescription, LIMITS.incidentDescription);
  const time = startTime === undefined ? undefined : plausible(startTime.ms);
  return {
    fields: { incidentTitle, incidentDescription, ...(time !== undefined && { startTime: time }) },
    isLocalTime: time !== undefined && startTime?.zoneKnown === false,
    label: snippetLabel(safe),
    text,
    command: command?.shown,
    redactions: [...(command?.redactions ?? []), ...below(command?.shown, redactions)],
    events,
    leftOut,
    problems: [...problems, ...patterns.filter((pattern) => typeof pattern !== 'string').map(noText)],
    choice,
  };
}

interface SafeCommand {
  readonly command: RunCommand;
  /** Undefined when the shell did not tell what was typed. */
  readonly shown: string | undefined;
  readonly redactions: readonly Redaction[];
}

/** Keeps the ids of redactions in a command line apart from those in what it printed. */
const IN_COMMAND = '$';

function redactCommand(command: RunCommand, { keep, ...own }: RedactOptions): SafeCommand {
  const ids = [...(keep ?? [])].filter((id) => id.startsWith(IN_COMMAND)).map((id) => id.slice(IN_COMMAND.length));
  const { text, redactions } = redact(PROMPT + command.line, { ...own, keep: new Set(ids) });
  return {
    command: {
      ...command,
      line: text.startsWith(PROMPT) ? text.slice(PROMPT.length) : text,
      ...(command.cwd !== undefined && { cwd: redact(command.cwd, own).text }),
    },
    shown: command.line === '' ? undefined : text,
    redactions: redactions.map((redaction) => ({ ...redaction, id: IN_COMMAND + redaction.id })),
  };
}

/** As shells write it; tells the rules that a command follows. */
const PROMPT = '$ ';

function below(command: string | undefined, redactions: readonly Redaction[]): readonly Redaction[] {
  return redactions.map((redaction) => ({ ...redaction, line: redaction.line + lineCount(command) }));
}

function lineCount(command: string | undefined): number {
  return command === undefined ? 0 : command.split('\n').length;
}

/** UTF-16 units: the path before it and the text below it matter more. */
const MAX_BRANCH = 60;

function onOneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim();
}

function noText(entry: unknown): PatternProblem {
  return { pattern: JSON.stringify(entry) ?? '', reason: 'not a text' };
}

const A_SECOND = 1000;
const A_DAY = 86_400_000;

/** To the second, as the form's field holds it. Undefined for what a text cannot tell: the future, or long ago. */
function plausible(ms: number): number | undefined {
  return ms >= 0 && ms <= Date.now() + A_DAY ? Math.floor(ms / A_SECOND) * A_SECOND : undefined;
}

/** @param change what a page asks for: undefined when there is no such redaction or event. */
export function applyChange(
  { choice, events, redactions }: Composition,
  change: ReportChange,
): ReportChoice | undefined {
  if (change.kind === 'event') return change.event in events ? { ...choice, event: change.event } : undefined;
  if (!redactions.some(({ id }) => id === change.id)) return undefined;
  const keep = new Set(choice.keep);
  if (change.undone) keep.add(change.id);
  else keep.delete(change.id);
  return { ...choice, keep };
}

/** Whether composing anew would replace what a person typed. */
export function isEdited(fields: IncidentDraft, composed: ComposedFields): boolean {
  const sameText = (a: string, b: string): boolean => a.replace(/\r\n?/g, '\n') === b.replace(/\r\n?/g, '\n');
  return (
    !sameText(fields.incidentTitle, composed.incidentTitle) ||
    !sameText(fields.incidentDescription, composed.incidentDescription)
  );
}

/** What stands beside the form. */
export function sourceTextOf({ command, text }: Composition): string {
  return cutAt(command === undefined ? text : `${command}\n${text}`, MAX_SOURCE);
}

/** UTF-16 units of the source text that stay beside a form, on disk too. */
const MAX_SOURCE = 100_000;

export function reportOnForm({ command, redactions, events, choice, leftOut }: Composition): FormReport {
  return {
    redactions: redactions
      .slice(0, DRAFT_REDACTION_LIMIT)
      .map(({ id, marker, line, undone }) => ({ id, marker, line, undone })),
    unlisted: Math.max(0, redactions.length - DRAFT_REDACTION_LIMIT),
    events: events.map((event) => ({
      label: titleOf(event, MAX_EVENT_LABEL),
      line: event.range.first + lineCount(command),
    })),
    event: choice.event in events ? choice.event : 0,
    hasLeftOut: leftOut.lines > 0,
  };
}

const MAX_EVENT_LABEL = 100;

/** The lines of which nothing is in the description, without their secrets. */
export function leftOutText({ text, leftOut }: Composition): string {
  const kept = new Set(leftOut.kept);
  return text
    .split('\n')
    .filter((line, index) => !kept.has(index + 1) && line.trim() !== '')
    .join('\n');
}
