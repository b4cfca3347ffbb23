/** Which shape each line of an event has, and which lines form one error with its frames. */
import type { Family, Role } from './families/family.ts';
import { FAMILIES } from './families/index.ts';
import { MAX_MATCHED } from './signal.ts';

export interface Source {
  /** Index of the line in the text, from 0. */
  readonly index: number;
  readonly text: string;
  /** The same with what a logger put before it; the shape may begin there. */
  readonly raw: string;
  /** A logger says of the line that it is information. */
  readonly chatter: boolean;
}

export interface Item extends Source {
  readonly role: Role | undefined;
  readonly opens: boolean;
  readonly leads: boolean;
  readonly family: Family | undefined;
  readonly type: string | undefined;
  readonly message: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly fn: string | undefined;
}

/** How many lines back a family counts as seen. */
const WITHIN = 25;

/** Lines between two steps: each is held against every shape. */
const STEP = 10;

export function* classify(lines: readonly Source[]): Generator<void, Item[]> {
  const items: Item[] = [];
  const seen = new Map<Family, number>();
  let order = FAMILIES;
  let previous: Role | undefined;
  for (const [at, line] of lines.entries()) {
    if (at % STEP === STEP - 1) yield;
    const item = shape(line, at, order, seen, previous);
    items.push(item);
    if (item.text.trim() !== '') previous = item.role;
    const family = item.family;
    if (family === undefined || item.role === 'noise') continue;
    seen.set(family, at);
    if (order[0] !== family) order = [family, ...FAMILIES.filter((other) => other !== family)];
  }
  return items;
}

function shape(
  line: Source,
  at: number,
  order: readonly Family[],
  seen: ReadonlyMap<Family, number>,
  previous: Role | undefined,
): Item {
  const none: Item = {
    ...line,
    role: undefined,
    opens: false,
    leads: false,
    family: undefined,
    type: undefined,
    message: undefined,
    file: undefined,
    line: undefined,
    fn: undefined,
  };
  if (line.text.trim() === '') return none;
  for (const text of line.text === line.raw ? [line.text] : [line.text, line.raw]) {
    const part = text.slice(0, MAX_MATCHED);
    for (const family of order) {
      const near = at - (seen.get(family) ?? -Infinity) <= WITHIN;
      for (const mark of family.marks) {
        if (mark.within === true && !near) continue;
        if (mark.after !== undefined && !(near && previous !== undefined && mark.after.includes(previous))) continue;
        const found = mark.re.exec(part);
        if (found === null) continue;
        const { type, message, file, line: number, fn } = found.groups ?? {};
        return {
          ...none,
          role: mark.role,
          opens: mark.opens === true,
          leads: mark.leads === true,
          family,
          type,
          message,
          file,
          fn,
          line: number === undefined ? undefined : Number(number),
        };
      }
    }
  }
  return none;
}

/** One error: its head, the places it names and its calls, nearest to the error first. */
export interface Group {
  readonly head: Item | undefined;
  readonly frames: Item[];
  /** Everything else that was printed for this error. */
  readonly others: Item[];
}

/** Lines between what announces an error and the error. */
const LEAD = 12;

export function group(items: readonly Item[]): Group[] {
  const groups: Group[] = [];
  let current: Group = { head: undefined, frames: [], others: [] };
  const finish = () => {
    if (current.head !== undefined || current.frames.length > 0 || current.others.length > 0) groups.push(current);
  };
  let pending: Item[] = [];
  let code: Item[] = [];
  let lead: Item | undefined;
  for (const item of items) {
    if (item.leads) {
      lead = item;
    } else if (item.opens) {
      finish();
      current = { head: undefined, frames: [], others: [item] };
    } else if (
      (item.role === 'error' || item.role === 'cause') &&
      current.head === undefined &&
      current.others.at(-1)?.opens === true
    ) {
      current = { ...current, head: item };
    } else if (item.role === 'error' || item.role === 'cause') {
      finish();
      const near = lead !== undefined && item.index - lead.index <= LEAD ? [lead] : [];
      lead = undefined;
      current = { head: item, frames: pending.reverse(), others: [...near, ...code] };
      pending = [];
      code = [];
    } else if (item.role === 'frame' && item.family?.nearestLast === true) {
      pending.push(item);
    } else if (item.role === 'source' && item.family?.nearestLast === true) {
      code.push(item);
    } else if (item.role === 'frame') {
      current.frames.push(item);
    } else {
      current.others.push(item);
    }
  }
  current.frames.push(...pending.reverse());
  current.others.push(...code);
  finish();
  return groups;
}

/** Not the user's own code. */
export function isForeign(item: Item): boolean {
  const foreign = item.family?.foreign;
  if (item.file === undefined && item.fn === undefined) return true;
  return foreign !== undefined && (foreign.test(item.fn ?? '') || foreign.test(item.file ?? ''));
}
