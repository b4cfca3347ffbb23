/** Log lines whose parts are named: JSON and logfmt. */
import { piece } from './fit.ts';
import { type Gravity, gravityOf, gravityOfNumber } from './level.ts';
import { readEpoch, readTime } from './timestamp.ts';

/** Smaller is more important. */
export interface Field {
  readonly path: string;
  readonly value: string;
  readonly rank: number;
}

export interface LogRecord {
  readonly time: string | undefined;
  readonly gravity: Gravity;
  readonly level: string | undefined;
  readonly logger: string | undefined;
  readonly message: string | undefined;
  readonly fields: readonly Field[];
  /** Some part says of itself that it went wrong. */
  readonly faulty: boolean;
  /** Lines of a trace that was packed into one value. */
  readonly stack: readonly string[];
}

const TIME_KEYS =
  /^(?:@?timestamp|time|ts|@t|t|date|datetime|eventTime|event_time|lastTimestamp|asctime|timeMillis|logged_at|created_at|T|Timestamp|time_local|epochSecond|\$date|lastSeen|startTime|start_time)$/;
const LEVEL_KEYS =
  /^(?:log\.)?(?:level|severity|lvl|levelname|s|Level|@l|level_name|log_?[lL]evel|severity_text|severityText|L|PRIORITY|LogLevel)$/;
const MESSAGE_KEYS =
  /^(?:msg|message|event|MESSAGE|short_message|@m|@mt|Message|M|RenderedMessage|text|body|note|log)$/;
const LOGGER_KEYS =
  /^(?:logger|logger_name|loggerName|caller|component|c|module|channel|Category|SourceContext|N|C|source|unit|_SYSTEMD_UNIT|log\.logger)$/;
const STACK_KEYS = /stack|trace_?back|exc_info|exc_text|exception|^@x$|errorVerbose|backtrace/i;
const ERROR_KEYS =
  /^(?:err|error|errors|exception|exc|reason|cause|failure|fault|thrown|detail|details|errmsg|error_?message|errorMessage|error_?code|errorCode|exc_info|exception_(?:class|message)|error_?(?:type|class|name|kind)|.*[eE]rror)$/;
const ID_KEYS =
  /(?:[iI]d|ID|_no|Key|uuid|UUID|trace|span|correlation|involvedObject\.name|pod|container|namespace|node|host)$/;
const TELLING_KEYS =
  /^(?:code|status|status_?[cC]ode|http_?status|method|url|uri|path|route|endpoint|address|addr|port|upstream|peer|syscall|errno|attempts?|retr\w*|timeout\w*|duration\w*|elapsed\w*|latency\w*|count|limit\w*|usage|expected|actual|exit_?[cC]ode|signal|command|cmd|query|sql|table|column|constraint|topic|partition|offset|queue|region|zone|service|image|kind|name|type|class|user|file|line|function|func|constraint|result|outcome|state|phase|action|database|db|collection|index|bucket|memory\w*)$/i;
const NOISE_KEYS =
  /^(?:pid|v|version|hostname|thread_?[iI]d|process|threadPriority|loggerFqcn|nanoOfSecond|@version|level_value|levelno|created|msecs|relativeCreated|processName|threadName|apiVersion|resourceVersion|uid|endOfBatch|lineno|pathname|user_?[aA]gent|dd\..*|ecs\.version)$/;

const MAX_NODES = 20_000;
const MAX_VALUE = 2000;

/** What a JSON value says of trouble; undefined for what is neither object nor list. */
export function readJsonRecord(value: unknown, now: number): LogRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: Found = {
    fields: [],
    stack: [],
    time: undefined,
    level: undefined,
    gravity: 0,
    logger: undefined,
    message: undefined,
    nodes: 0,
    faulty: false,
    now,
  };
  walk(found, value, '', 0, false);
  const { time, gravity, level, logger, message, fields, stack } = found;
  return { time, gravity, level, logger, message, fields, stack, faulty: found.faulty };
}

interface Found {
  fields: Field[];
  stack: string[];
  time: string | undefined;
  level: string | undefined;
  gravity: Gravity;
  logger: string | undefined;
  message: string | undefined;
  nodes: number;
  faulty: boolean;
  readonly now: number;
}

function walk(found: Found, value: object, path: string, depth: number, inFault: boolean): void {
  const list = Array.isArray(value);
  const fault = inFault || (!list && isFault(value));
  if (fault) found.faulty = true;
  for (const [key, child] of Object.entries(value)) {
    if (found.nodes++ > MAX_NODES) return;
    const name = list ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (typeof child === 'object' && child !== null) {
      if (list && Array.isArray(child)) continue;
      // A long list of frames is a stack that was not printed as text.
      if (depth < 8) walk(found, child, name, depth + 1, fault && (!Array.isArray(child) || /err|caus|exc/i.test(key)));
      continue;
    }
    scalar(found, { key, name, child, depth, fault, listed: /\[\d+\]/.test(name) });
  }
}

interface Scalar {
  readonly key: string;
  readonly name: string;
  readonly child: unknown;
  readonly depth: number;
  readonly fault: boolean;
  readonly listed: boolean;
}

function scalar(found: Found, { key, name, child, depth, fault, listed }: Scalar): void {
  if (child === null || child === undefined || child === '') return;
  const text = String(child);
  if (!listed && depth <= 2 && header(found, key, child, text, depth)) return;
  if (
    typeof child === 'string' &&
    child.includes('\n') &&
    (STACK_KEYS.test(name) || /\n\s+at |Traceback/.test(child))
  ) {
    found.stack.push(...child.split('\n', MAX_STACK));
    return;
  }
  found.fields.push({ path: name, value: piece(text, 0, MAX_VALUE), rank: rankOf(key, name, fault, listed) });
}

const MAX_STACK = 300;

/** True when the value is part of what stands before a log line's message, or the message. */
function header(found: Found, key: string, child: unknown, text: string, depth: number): boolean {
  if (found.time === undefined && TIME_KEYS.test(key) && depth <= 1) {
    const time = typeof child === 'number' ? readEpoch(child) : readTime(text, found.now);
    if (time !== undefined) {
      found.time = time.text;
      return typeof child !== 'number';
    }
  }
  if (found.level === undefined && depth <= 1 && (LEVEL_KEYS.test(key) || (key === 'type' && gravityOf(text) > 0))) {
    const gravity =
      typeof child === 'number' || /^\d+$/.test(text)
        ? gravityOfNumber(Number(text))
        : gravityOf(LETTERS[text] ?? text);
    if (gravity > 0) {
      found.level =
        typeof child === 'number' || /^\d+$/.test(text) ? (NAMES[gravity] ?? text) : (LETTERS[text] ?? text);
      found.gravity = gravity;
      return true;
    }
  }
  if (depth === 0 && found.message === undefined && MESSAGE_KEYS.test(key) && typeof child === 'string') {
    const [first = '', ...rest] = text.split('\n', MAX_STACK);
    found.message = first;
    found.stack.push(...rest);
    return true;
  }
  if (depth === 0 && found.logger === undefined && LOGGER_KEYS.test(key) && typeof child === 'string') {
    found.logger = text;
    return true;
  }
  return false;
}

/** MongoDB's. */
const LETTERS: Readonly<Record<string, string>> = { F: 'FATAL', E: 'ERROR', W: 'WARN', I: 'INFO', D: 'DEBUG' };
const NAMES: readonly string[] = ['', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

function rankOf(key: string, name: string, fault: boolean, listed: boolean): number {
  if (NOISE_KEYS.test(key)) return 8;
  const base =
    ERROR_KEYS.test(key) || /(?:^|\.)(?:err|error|exception|thrown|cause)\./.test(name)
      ? 1
      : ID_KEYS.test(key) || ID_KEYS.test(name)
        ? 2
        : TELLING_KEYS.test(key)
          ? 2.5
          : 4;
  if (fault) return Math.min(base, 2.2);
  return listed ? 9 : base;
}

/** An object that says of itself that it went wrong. */
function isFault(value: object): boolean {
  return Object.entries(value).some(([key, child]) => {
    if (
      /^(?:err|error|errors|exception|failure|fault|error_?(?:code|message|msg)|errorMessage|failureReason)$/i.test(key)
    ) {
      return (
        child !== null &&
        child !== false &&
        child !== '' &&
        child !== 0 &&
        child !== '0' &&
        !(Array.isArray(child) && child.length === 0)
      );
    }
    if (/^(?:ok|success|succeeded|healthy|ready)$/i.test(key)) return child === false;
    if (/^(?:status|state|result|outcome|phase|conclusion|code|status_?code|http_?status)$/i.test(key)) {
      return typeof child === 'number'
        ? child >= 400 && child < 600
        : typeof child === 'string' && BAD_STATE.test(child);
    }
    return false;
  });
}

const BAD_STATE =
  /^(?:fail\w*|error\w*|rejected|denied|timed?_?out|unhealthy|aborted|crash\w*|[45]\d\d|invalid|refused|失败|异常)$/i;

/** Undefined when the line is not in logfmt: at least three pairs, of which one is a level or a message. */
export function readLogfmt(line: string): LogRecord | undefined {
  if (!LOGFMT.test(line)) return undefined;
  let time: string | undefined;
  let level: string | undefined;
  let message: string | undefined;
  const fields: Field[] = [];
  for (const [, key = '', quoted, bare] of line.matchAll(PAIR)) {
    const value = quoted?.replaceAll('\\"', '"') ?? bare ?? '';
    if (value === '') continue;
    if (time === undefined && TIME_KEYS.test(key)) time = value;
    else if (level === undefined && LEVEL_KEYS.test(key)) level = value;
    else if (message === undefined && MESSAGE_KEYS.test(key)) message = value;
    else fields.push({ path: key, value, rank: rankOf(key, key, false, false) });
  }
  if (level === undefined && message === undefined) return undefined;
  return { time, level, message, logger: undefined, fields, stack: [], faulty: false, gravity: gravityOf(level ?? '') };
}

const LOGFMT = /(?:^|\s)(?:level|lvl|severity|msg|log\.level)=\S/;
const PAIR = /(?:^|\s)([A-Za-z_@][\w.@/-]{0,60})=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))/g;
