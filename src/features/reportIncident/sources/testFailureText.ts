/** A failed test's message, read and written as a test runner would print it. No vscode. */
import { property, readSafely } from '../../../platform/commandArguments.ts';
import { readEvents } from '../../../report/read.ts';
import { titleOf } from '../../../report/title.ts';
import {
  asText,
  listAt,
  type PathOf,
  type Place,
  type PlainUri,
  placeAt,
  positionAt,
  printed,
  textAt,
  uriAt,
} from './plainValues.ts';

export interface TestFailure {
  /** The test's name after those that hold it. */
  readonly names: readonly string[];
  /** The file the test is in. */
  readonly uri?: PlainUri;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly place?: Place;
  readonly frames: readonly TestFrame[];
}

interface TestFrame {
  readonly label: string;
  readonly place?: Place;
}

const DEEPEST = 20;
const MOST_FRAMES = 50;

/**
 * The failure of `{ test, message }`, a `TestItem` and its `TestMessage`, as VS Code calls a command of
 * `testing/message/context`. VS Code 1.96 to 1.139 leaves the message's `stackTrace` out. Never throws.
 */
export function readTestFailure([failure]: readonly unknown[]): TestFailure | undefined {
  return readSafely(() => {
    const test = property(failure, 'test');
    const said = property(failure, 'message');
    const words = property(said, 'message');
    // A MarkdownString has its text in `value`.
    const message = asText(words) ?? textAt(words, 'value')?.replace(FENCES, '');
    if (message === undefined) return undefined;
    const uri = uriAt(test, 'uri');
    const expected = textAt(said, 'expectedOutput');
    const actual = textAt(said, 'actualOutput');
    const place = placeAt(said, 'location');
    return {
      names: upwards(test, 'label'),
      ...(uri !== undefined && { uri }),
      message,
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
      ...(place !== undefined && { place }),
      frames: listAt(said, 'stackTrace', MOST_FRAMES).flatMap(readFrame),
    };
  });
}

/** A test of a run, of which VS Code tells no more than this. */
export interface TestResult {
  readonly names: readonly string[];
  readonly uri?: PlainUri;
  readonly resultId: string;
  /** The path of ids from the test controller's down to the test's, as VS Code writes it. */
  readonly testId: string;
}

/**
 * The test of `(test, { resultId, controllerId })`, a `TestItem` and its run, as VS Code 1.139 calls a command of
 * `testing/item/result`; 1.96 does not name the run. Never throws.
 */
export function readTestResult([test, run]: readonly unknown[]): TestResult | undefined {
  return readSafely(() => {
    const resultId = textAt(run, 'resultId');
    const controllerId = textAt(run, 'controllerId');
    const ids = upwards(test, 'id').filter((id) => id !== controllerId);
    if (resultId === undefined || controllerId === undefined || ids.length === 0) return undefined;
    if (!/^[\w-]{1,100}$/.test(resultId)) return undefined;
    const uri = uriAt(test, 'uri');
    const testId = [controllerId, ...ids].join('\0');
    return { names: upwards(test, 'label'), ...(uri !== undefined && { uri }), resultId, testId };
  });
}

/** Lines that only say where a block of code begins or ends. */
const FENCES = /^ {0,3}(?:`{3,}|~{3,})[\w+-]*\n?/gm;

/** A property of the test's own after those of the tests that hold it. */
function upwards(test: unknown, name: string): string[] {
  const found: string[] = [];
  for (let item = test; item !== undefined && found.length < DEEPEST; item = property(item, 'parent')) {
    const value = textAt(item, name);
    if (value === undefined) break;
    found.unshift(value);
  }
  return found;
}

function readFrame(frame: unknown): TestFrame[] {
  const label = textAt(frame, 'label');
  if (label === undefined) return [];
  const uri = uriAt(frame, 'uri');
  const start = positionAt(frame, 'position');
  return [{ label, ...(uri !== undefined && start !== undefined && { place: { uri, start } }) }];
}

export function testFailureText(failure: TestFailure, pathOf: PathOf): string {
  const { names, uri, message, frames, place } = failure;
  const said = message.trim();
  const telling = tellingLine(said);
  const name = names.join(' \u203a ');
  const [first = '', ...more] = said.split('\n');
  // The head says it already.
  const rest = first.trim() === telling ? more.join('\n') : said;
  const at = frames.map((frame) => ` at ${frame.label}${frame.place ? ` (${placeText(frame.place, pathOf)})` : ''}`);
  if (at.length === 0 && place !== undefined) at.push(` at ${placeText(place, pathOf)}`);
  return [
    ...(uri === undefined ? [] : [`FAIL  ${pathOf(uri)}`]),
    `  \u25cf ${[name, telling].filter((part) => part !== '').join(': ')}`,
    ...(rest.trim() === '' ? [] : ['', rest]),
    ...valueLines(failure),
    ...(at.length === 0 ? [] : ['', ...at.map((line) => `    ${line}`)]),
  ].join('\n');
}

/** What a runner's output says in one line: its error, else how it begins. */
function tellingLine(said: string): string {
  const [event] = readEvents(said);
  const title = event === undefined ? '' : titleOf(event, LONGEST_TITLE);
  return title === '' ? (said.split('\n', 1)[0] ?? '').trim() : title;
}

const LONGEST_TITLE = 200;

function placeText({ uri, start }: Place, pathOf: PathOf): string {
  return printed(pathOf(uri), start);
}

/** Both values where they are short, else only the lines in which they differ. */
function valueLines({ expected, actual }: TestFailure): string[] {
  if (expected === undefined && actual === undefined) return [];
  const [old, now] = [(expected ?? '').split('\n'), (actual ?? '').split('\n')];
  if (old.length <= 1 && now.length <= 1) {
    return ['', ...label('Expected', expected), ...label('Received', actual)];
  }
  let same = 0;
  while (same < Math.min(old.length, now.length) && old[same] === now[same]) same += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - same && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const differing = (lines: readonly string[]) => lines.slice(same, lines.length - end);
  return [
    '',
    '    - Expected',
    '    + Received',
    ...differing(old).map((line) => `    - ${line}`),
    ...differing(now).map((line) => `    + ${line}`),
  ];
}

function label(word: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`    ${word}: ${value}`];
}
