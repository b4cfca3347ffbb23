/** What loggers, containers and system logs put before each message. */
import { type Gravity, gravityOf, LOWER_LEVELS, UPPER_LEVELS } from './level.ts';
import { TIME_SOURCE } from './timestamp.ts';

export interface Header {
  /** Where the message begins; 0 when the line has no header. */
  readonly at: number;
  readonly time: string | undefined;
  readonly gravity: Gravity;
  /** Thread, process, container: what keeps interleaved lines of several writers apart. */
  readonly key: string;
}

export const NO_HEADER: Header = { at: 0, time: undefined, gravity: 0, key: '' };

const TIME = new RegExp(String.raw`[\[(]?(${TIME_SOURCE})[\])]?`, 'y');
/** `ERROR`, `[error]`, `[core:error]`, `production.ERROR:`, `<warn>`; lower case only in brackets or before a colon. */
const LEVEL = new RegExp(
  String.raw`[\[(<|]?(?:[\w.-]{1,40}[.:](?=[A-Za-z]+[\]:]))?(?:(${UPPER_LEVELS}|Error|Warning|Info|Critical|Fatal|Debug)(?=[\s\]):>|,/\-]|$)|(${LOWER_LEVELS})(?=[\]):>|=]|\s*[|:\t]|$))[\])>|]?`,
  'y',
);
const LOWER_AFTER_TIME = new RegExp(String.raw`(${LOWER_LEVELS})(?=\s)`, 'y');
const COMPOSE_BAR = /(?:(?=[\w.-]{0,60}[A-Za-z])[\w.-]{1,80}|\d\d:\d\d:\d\d [\w.-]+) {1,40}\|(?: |$)/y;
const KLOG = /([IWEF])(\d{4} \d\d:\d\d:\d\d\.\d+) +(\d+) ([\w./-]+:\d+)\] ?/y;
const REDIS = /\d+:[MCSX] (\d\d \w{3} \d{4} \d\d:\d\d:\d\d\.\d{3}) ([.\-*#]) /y;
const DOTNET = /(trce|dbug|info|warn|fail|crit): (?=[\w.]+\[\d+\])/y;
/** Android: `11-20 10:00:02.456  1250  1250 E Tag: `. */
const LOGCAT = /(\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) +(\d+ +\d+) ([VDIWEFA]) [\w.$-]{1,60} *: /y;
/** Ruby's own logger: `E, [2026-11-20T05:11:02.143 #41] ERROR -- name: `. */
const RUBY = /[DIWEFA], \[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?) ?(#\d+)?\] +([A-Z]+) -- [^:]{0,60}: ?/y;
const PRIORITY = /<(\d{1,3})>(?:1 )?/y;
const CRI = /(?:stdout|stderr) [FP] /y;
const SYSLOG = /[\w.-]+ [\w./@()-]+(?:\[\d+\])?: /y;
const HEROKU = /(?:[a-z][\w-]*\[[\w.-]+\]): /y;
/** Spring Boot: process and thread. */
const PROCESS = /\d+ --- /y;
const GROUP = /\[[^\]\n]{0,90}\]|\([^)\n]{1,60}\)|<[^>\n]{1,40}>|\{[\w.:-]{1,60}\}|\d+#\d+:/y;
const BEFORE_LEVEL = new RegExp(
  String.raw`(?:[^\s|{"]+ +){1,5}?(?=[\[(|]?(?:${UPPER_LEVELS})[\]):|]?(?:\s|$)|\[(?:${LOWER_LEVELS})\] )`,
  'y',
);
/** PostgreSQL names what a line adds to the message above in the place of the level. */
const BEFORE_DETAIL = /(?:[^\s:]+ ){1,2}?(?=(?:LOG|DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION): )/y;
const LOGGER = /:?([A-Za-z_][\w.$/[\]-]*(?::\d+)?)(?: +-+ | *: |:(?=[^\s/\\\d])| +\| )/y;
const MYSQL_TAG = /(?:\[[\w-]+\] ){1,3}/y;
const SEPARATOR = /(?:[ \t]*(?:-{1,3}|[|:,–])(?=[ \t]|$))?[ \t]?/y;
const SPACES = / */y;

/** Reads from the left as long as each piece is something only a header holds; linear, and never past 300 units. */
export function readHeader(line: string): Header {
  const first = line.charCodeAt(0);
  // Nothing begins a header but a digit, a letter, a bracket or an ideograph; an indented line continues another one.
  if (!(first > 0x2f && first < 0x7b) && first !== 0x28 && first < 0x2e80) return NO_HEADER;
  const state: State = {
    line,
    at: 0,
    time: undefined,
    gravity: 0,
    key: '',
    leveled: false,
    barred: false,
    logged: false,
    clocks: 0,
  };
  special(state);
  for (let step = 0; step < MAX_STEPS && state.at < MAX_HEADER; step++) {
    if (!piece(state)) break;
  }
  if (state.time === undefined && !state.leveled && !state.barred) return NO_HEADER;
  return { at: Math.min(state.at, line.length), time: state.time, gravity: state.gravity, key: state.key };
}

interface State {
  readonly line: string;
  at: number;
  time: string | undefined;
  gravity: Gravity;
  key: string;
  leveled: boolean;
  barred: boolean;
  logged: boolean;
  clocks: number;
}

const LETTERS: Readonly<Record<string, Gravity>> = { V: 1, D: 1, I: 2, W: 3, E: 4, F: 5, A: 5 };

const MAX_STEPS = 12;
const MAX_HEADER = 300;

function match(state: State, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = state.at;
  const found = pattern.exec(state.line);
  if (found !== null) state.at = pattern.lastIndex;
  return found;
}

function special(state: State): void {
  const klog = match(state, KLOG);
  if (klog !== null) {
    state.time = klog[2];
    state.gravity = LETTERS[klog[1] ?? 'I'] ?? 2;
    state.key = klog[3] ?? '';
    state.leveled = true;
    return;
  }
  const redis = match(state, REDIS);
  if (redis !== null) {
    state.time = redis[1];
    state.gravity = redis[2] === '#' ? 3 : 2;
    state.leveled = true;
    return;
  }
  const logcat = match(state, LOGCAT);
  if (logcat !== null) {
    state.time = logcat[1];
    state.gravity = LETTERS[logcat[3] ?? 'I'] ?? 2;
    state.key = logcat[2] ?? '';
    state.leveled = true;
    return;
  }
  const ruby = match(state, RUBY);
  if (ruby !== null) {
    state.time = ruby[1];
    state.gravity = gravityOf(ruby[3] ?? '');
    state.key = ruby[2] ?? '';
    state.leveled = true;
    return;
  }
  const dotnet = match(state, DOTNET);
  if (dotnet !== null) {
    state.gravity = gravityOf(dotnet[1] ?? '');
    state.leveled = true;
    return;
  }
  const bar = match(state, COMPOSE_BAR);
  if (bar !== null) {
    state.key = bar[0].trim();
    state.barred = true;
  }
  match(state, PRIORITY);
}

/** Takes one more piece of the header; false when what follows is the message. */
function piece(state: State): boolean {
  const from = state.at;
  match(state, SPACES);
  if (takeTime(state) || takeLevel(state)) return afterPiece(state);
  if (state.time !== undefined && !state.leveled) {
    for (const pattern of [CRI, HEROKU, BEFORE_LEVEL, SYSLOG, BEFORE_DETAIL]) {
      const found = match(state, pattern);
      if (found !== null) {
        if (pattern !== CRI) state.key += found[0];
        return true;
      }
    }
  }
  if (state.time !== undefined || state.leveled || state.at === 0 || state.barred) {
    const found = match(state, PROCESS) ?? match(state, GROUP);
    if (found !== null) {
      state.key += found[0];
      return afterPiece(state);
    }
  }
  if (state.leveled && !state.logged) {
    const mark = state.at;
    const found = match(state, LOGGER);
    if (found !== null && !/^[^.]*\[|(?:Exception|Error|Failure|Warning|error|panic|Caused by)$/.test(found[1] ?? '')) {
      state.logged = true;
      return true;
    }
    state.at = mark;
  }
  state.at = from;
  return false;
}

function afterPiece(state: State): true {
  match(state, SEPARATOR);
  return true;
}

function takeTime(state: State): boolean {
  // A container's or a CI server's clock may stand before the program's own; a third time belongs to the message.
  if (state.clocks === 2) return false;
  const found = match(state, TIME);
  if (found === null) return false;
  state.time ??= found[1];
  state.clocks++;
  return true;
}

function takeLevel(state: State): boolean {
  if (state.leveled) return false;
  const found = match(state, LEVEL) ?? (state.time === undefined ? null : match(state, LOWER_AFTER_TIME));
  if (found === null) return false;
  const lower = found[2] ?? (/^[A-Z][a-z]/.test(found[1] ?? '') ? found[1] : undefined);
  // `error: ...` or `Error: ...` at the start is how compilers begin a message, not how a logger begins a line.
  if (lower !== undefined && state.time === undefined && !/^[[(<|]/.test(found[0]) && !state.barred) {
    state.at -= found[0].length;
    return false;
  }
  state.gravity = gravityOf(found[1] ?? lower ?? '');
  state.leveled = true;
  match(state, MYSQL_TAG);
  return true;
}
