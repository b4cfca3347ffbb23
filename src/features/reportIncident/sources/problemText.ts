/** A problem of the Problems panel, read and written as a compiler would print it. No vscode. */
import { property, readSafely } from '../../../platform/commandArguments.ts';
import { CONTEXT_HEADING } from '../../../report/words.ts';
import {
  asText,
  asUri,
  listAt,
  type PathOf,
  type Place,
  type PlainUri,
  type Position,
  placeAt,
  positionAt,
  printed,
  textAt,
} from './plainValues.ts';

export interface Problem {
  readonly uri: PlainUri;
  readonly message: string;
  readonly severity: Severity;
  readonly start: Position;
  readonly end: Position;
  /** `ts`, `eslint`, `Pylance`. */
  readonly source?: string;
  readonly code?: string;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

type Severity = 'error' | 'warning' | 'note';

const MOST_RELATED = 10;

/** The problem of `(uri, diagnostic)`, as our Quick Fix hands them over. Never throws. */
export function readProblem([file, diagnostic]: readonly unknown[]): Problem | undefined {
  return readSafely(() => {
    const uri = asUri(file);
    const message = textAt(diagnostic, 'message');
    const range = property(diagnostic, 'range');
    const start = positionAt(range, 'start');
    const end = positionAt(range, 'end');
    if (uri === undefined || message === undefined || start === undefined || end === undefined) return undefined;
    const source = textAt(diagnostic, 'source');
    const code = readCode(property(diagnostic, 'code'));
    return {
      uri,
      message,
      severity: SEVERITIES[String(property(diagnostic, 'severity'))] ?? 'note',
      start,
      end,
      ...(source !== undefined && { source }),
      ...(code !== undefined && { code }),
      related: listAt(diagnostic, 'relatedInformation', MOST_RELATED).flatMap((each) => {
        const place = placeAt(each, 'location');
        const said = textAt(each, 'message');
        return place === undefined || said === undefined ? [] : [{ place, message: said }];
      }),
    };
  });
}

/** By `vscode.DiagnosticSeverity`. */
const SEVERITIES: Readonly<Record<string, Severity>> = { 0: 'error', 1: 'warning' };

/** A string, a number, or `{ value, target }` with a page about it. */
function readCode(code: unknown): string | undefined {
  const value = typeof code === 'object' ? property(code, 'value') : code;
  return typeof value === 'number' ? String(value) : asText(value);
}

/** Lines of code shown around a problem. */
const BEFORE = 3;
const AFTER = 3;
/** Of the problem's own lines. */
const MOST_LINES = 6;
/** UTF-16 units; generated files have lines of megabytes. */
const LONGEST_LINE = 200;

/** 0-based lines of the file that a report shows, both included. */
export function linesAround({ start, end }: Problem, lineCount: number): { first: number; last: number } {
  const last = Math.min(Math.max(end.line, start.line), start.line + MOST_LINES - 1);
  return { first: Math.max(0, start.line - BEFORE), last: Math.min(last + AFTER, lineCount - 1) };
}

/** UTF-16 units that a description has for all of it; what is longer gets cut, the last first. */
const ROOM = 500;

/** @param code the lines of `linesAround`; empty when the file cannot be read. */
export function problemText(problem: Problem, code: readonly string[], pathOf: PathOf): string {
  const { uri, related, start, end } = problem;
  const first = Math.max(0, start.line - BEFORE);
  const lines = code.map((line, index) => {
    const at = first + index;
    const text = line.slice(0, LONGEST_LINE).replaceAll('\t', ' ');
    const numbered = `${String(at + 1).padStart(5)} | ${text}`;
    const own = at >= start.line && at <= end.line;
    return { own, text: at === start.line ? `${numbered}\n${underline(problem, text)}` : numbered };
  });
  const textsOf = (some: typeof lines) => some.map(({ text }) => text);
  const own = textsOf(lines.filter((line) => line.own));
  const around = textsOf(lines.filter((line) => !line.own));
  const head = headOf(problem, printed(pathOf(uri), start));
  const notes = related.map(({ place, message }) => `${printed(pathOf(place.uri), place.start)}: note: ${message}`);
  const inOrder = [head, ...notes, ...textsOf(lines)].join('\n').trimEnd();
  if (inOrder.length <= ROOM || around.length === 0) return inOrder;
  return [head, ...own, ...notes, CONTEXT_HEADING, ...around].join('\n').trimEnd();
}

/** TypeScript's errors as its compiler prints them, all others as most compilers do. */
function headOf({ message, severity, source, code }: Problem, place: string): string {
  const typescript = /^(?:ts|js|typescript|javascript)$/.test(source ?? '') && /^\d+$/.test(code ?? '');
  if (typescript && severity === 'error') return `${place} - error TS${code}: ${message}`;
  const rule = [source, code].filter((word) => word !== undefined && word !== '').join(' ');
  const [first = '', ...more] = message.split('\n');
  return [`${place}: ${severity}: ${first}${rule === '' ? '' : ` [${rule}]`}`, ...more].join('\n');
}

function underline({ start, end }: Problem, line: string): string {
  const last = end.line > start.line ? line.length : Math.min(end.character, line.length);
  const marks = '^'.repeat(Math.max(1, last - start.character));
  return `      | ${' '.repeat(Math.min(start.character, LONGEST_LINE))}${marks}`;
}
