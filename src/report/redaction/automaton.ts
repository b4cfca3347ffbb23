/**
 * The user's own regular expressions, run without backtracking: one pass over the text whatever the expression is, so
 * none can run away. What needs backtracking, look-around and back references, is refused with its reason.
 */

export interface Automaton {
  readonly steps: readonly Step[];
  /** With a lazy quantifier the first end of a match counts, else the last. */
  readonly lazy: boolean;
  /** By ASCII code: whether a match may begin with it. */
  readonly first: readonly boolean[];
}

type Step =
  | { readonly op: 'char'; readonly test: (code: number) => boolean; readonly next: number }
  | { readonly op: 'split'; readonly next: number; other: number }
  | { readonly op: 'assert'; readonly kind: string; readonly next: number }
  | { readonly op: 'match' };

type Node =
  | { readonly type: 'char'; readonly source: string }
  | { readonly type: 'assert'; readonly kind: string }
  | { readonly type: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  | { readonly type: 'repeat'; readonly part: Node; readonly min: number; readonly max: number };

/** Steps of one automaton: each character of a text may look at all of them. */
const MAX_STEPS = 500;

/** Throws an Error with the reason when the expression is wrong or cannot be run this way. */
export function compile(pattern: string): Automaton {
  const ignoreCase = pattern.startsWith('(?i)');
  const source = ignoreCase ? pattern.slice(4) : pattern;
  // The engine's own reading says what is wrong with it; a few escapes are right only without the flag `u`.
  const flags = (isRight(source, 'u') ? 'u' : '') + (ignoreCase ? 'i' : '');
  RegExp(source, flags);
  const { node, lazy } = parse(source);
  const steps = emit(node, flags);
  return { steps, lazy, first: firsts(steps) };
}

function isRight(source: string, flags: string): boolean {
  try {
    RegExp(source, flags);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const ATOM =
  /\[(?:\\[\s\S]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[\s\S])|[\s\S]/uy;
const QUANTIFIER = /(?:(?<sign>[*+?])|\{(?<min>\d{1,9})(?<range>,(?<max>\d{0,9}))?\})(?<lazy>\?)?/y;
const MAX_DEPTH = 50;

function parse(source: string): { node: Node; lazy: boolean } {
  let at = 0;
  let lazy = false;

  function choice(depth: number): Node {
    if (depth > MAX_DEPTH) throw new Error('groups are nested too deeply');
    const parts = [sequence(depth)];
    while (source[at] === '|') {
      at++;
      parts.push(sequence(depth));
    }
    return { type: 'choice', parts };
  }

  function sequence(depth: number): Node {
    const parts: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom(depth)));
    return { type: 'sequence', parts };
  }

  function atom(depth: number): Node {
    if (source[at] === '(') return group(depth);
    ATOM.lastIndex = at;
    const text = ATOM.exec(source)?.[0] ?? '';
    at += text.length;
    if (/^\\(?:[1-9]|k)/.test(text)) throw new Error('back references are not supported');
    if (/^(?:\^|\$|\\[bB])$/.test(text)) return { type: 'assert', kind: text };
    return { type: 'char', source: text };
  }

  function group(depth: number): Node {
    const head = /^\((?:\?:|\?<[\p{L}_$][\p{L}\p{N}_$]*>|(?!\?))/u.exec(source.slice(at, at + 80))?.[0];
    if (head === undefined) throw new Error('look-ahead, look-behind and flags within are not supported');
    at += head.length;
    const node = choice(depth + 1);
    at++;
    return node;
  }

  function repeated(part: Node): Node {
    QUANTIFIER.lastIndex = at;
    const groups = QUANTIFIER.exec(source)?.groups;
    if (groups === undefined) return part;
    at = QUANTIFIER.lastIndex;
    if (groups['lazy'] !== undefined) lazy = true;
    const sign = groups['sign'];
    if (sign !== undefined)
      return { type: 'repeat', part, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
    const min = Number(groups['min']);
    const max =
      groups['range'] === undefined ? min : groups['max'] === '' ? Number.POSITIVE_INFINITY : Number(groups['max']);
    return { type: 'repeat', part, min, max };
  }

  const node = choice(0);
  return { node, lazy };
}

function emit(root: Node, flags: string): readonly Step[] {
  const steps: Step[] = [];

  function add(step: Step): number {
    if (steps.length >= MAX_STEPS) throw new Error('the pattern is too large, its counts written out');
    return steps.push(step) - 1;
  }

  /** Builds from the end: returns where the node begins, when `next` follows it. */
  function build(node: Node, next: number): number {
    switch (node.type) {
      case 'char':
        return add({ op: 'char', test: charTest(node.source, flags), next });
      case 'assert':
        return add({ op: 'assert', kind: node.kind, next });
      case 'sequence':
        return node.parts.reduceRight((follow, part) => build(part, follow), next);
      case 'choice':
        return node.parts
          .map((part) => build(part, next))
          .reduceRight((other, first) => add({ op: 'split', next: first, other }));
      case 'repeat':
        return buildRepeat(node, next);
    }
  }

  function buildRepeat({ part, min, max }: Extract<Node, { type: 'repeat' }>, next: number): number {
    let start = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop: Extract<Step, { op: 'split' }> = { op: 'split', next, other: next };
      start = add(loop);
      loop.other = build(part, start);
    } else {
      for (let count = min; count < max; count++) start = add({ op: 'split', next, other: build(part, start) });
    }
    for (let count = 0; count < min; count++) {
      start = build(part, start);
      // A part of nothing adds no step, however often it is repeated.
      if (start === next) break;
    }
    return start;
  }

  const end = add({ op: 'match' });
  const start = build(root, end);
  // The run begins at the last step.
  add({ op: 'split', next: start, other: start });
  return steps;
}

const ASCII = 128;

function firsts(steps: readonly Step[]): boolean[] {
  const open = [steps.length - 1];
  const seen = new Set<number>();
  const first = new Array<boolean>(ASCII).fill(false);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const step = steps[index];
    if (step === undefined || seen.has(index)) continue;
    seen.add(index);
    if (step.op === 'split') open.push(step.next, step.other);
    else if (step.op === 'assert') open.push(step.next);
    else if (step.op === 'char') for (let code = 0; code < ASCII; code++) first[code] ||= step.test(code);
  }
  return first;
}

function charTest(source: string, flags: string): (code: number) => boolean {
  const re = new RegExp(`^(?:${source === '/' ? '\\/' : source})$`, flags);
  const ascii = Array.from({ length: ASCII }, (_, code) => re.test(String.fromCharCode(code)));
  return (code) => (code < ASCII ? ascii[code] === true : re.test(String.fromCodePoint(code)));
}

/** What is matched: a line, or a piece of one that is too long, whose seams are no beginning and no end of a line. */
export interface Piece {
  readonly text: string;
  readonly begins: boolean;
  readonly ends: boolean;
}

/** Reports every stretch that a match covers; matches that meet are reported as one. */
export function run(
  { steps, lazy, first }: Automaton,
  piece: Piece,
  found: (start: number, end: number) => void,
): void {
  const line = piece.text;
  const marks = new Int32Array(steps.length).fill(-1);
  let threads: number[] = [];
  let starts: number[] = [];
  let matched = -1;
  let last: [start: number, end: number] | undefined;

  // Earlier starts come first, so a step is entered with the earliest of them.
  function enter(entry: number, start: number, at: number, into: number[], since: number[]): void {
    const open = [entry];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (marks[index] === at) continue;
      marks[index] = at;
      const step = steps[index];
      if (step === undefined) continue;
      if (step.op === 'char') {
        into.push(index);
        since.push(start);
      } else if (step.op === 'match') matched = start;
      else if (step.op === 'split') open.push(step.other, step.next);
      else if (holds(step.kind, piece, at)) open.push(step.next);
    }
  }

  for (let at = 0; ; ) {
    if (threads.length === 0 && matched < 0) while (first[line.charCodeAt(at)] === false) at++;
    enter(steps.length - 1, at, at, threads, starts);
    if (matched >= 0 && matched < at) {
      if (last !== undefined && matched > last[1]) found(...last);
      last = [last !== undefined && matched <= last[1] ? Math.min(matched, last[0]) : matched, at];
      if (lazy) {
        // Begins anew behind the match.
        found(...last);
        last = undefined;
        threads = [];
        starts = [];
        marks.fill(-1);
        matched = -1;
        enter(steps.length - 1, at, at, threads, starts);
      }
    }
    matched = -1;
    if (at >= line.length) break;
    const code = line.codePointAt(at) ?? 0;
    at += code > 0xffff ? 2 : 1;
    const next: number[] = [];
    const since: number[] = [];
    for (let index = 0; index < threads.length; index++) {
      const step = steps[threads[index] ?? 0];
      if (step?.op === 'char' && step.test(code)) enter(step.next, starts[index] ?? 0, at, next, since);
    }
    threads = next;
    starts = since;
  }
  if (last !== undefined) found(...last);
}

function holds(kind: string, { text: line, begins, ends }: Piece, at: number): boolean {
  if (kind === '^') return at === 0 && begins;
  if (kind === '$') return at === line.length && ends;
  const boundary = isWord(line.charCodeAt(at - 1)) !== isWord(line.charCodeAt(at));
  return boundary === (kind === '\\b');
}

function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a)
  );
}
