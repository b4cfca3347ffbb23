/** Looks for the gravest line among bytes, much faster than reading each of them would be. */
import { levelWords } from '../level.ts';
import { lineWeight, MAX_LOOKED_AT, weight } from '../scan.ts';
import { NEWLINE, nextStop, wordTable } from './wordTable.ts';

/** Bytes of a line that are looked at: what `lineWeight` reads in any encoding. */
export const LINE_BYTES = MAX_LOOKED_AT * 4;

export interface Look {
  /** In UTF-8 or another encoding in which ASCII is ASCII. */
  readonly bytes: Uint8Array;
  /** A line begins with the first byte; else only what follows a line feed is a line's beginning. */
  readonly fromStart: boolean;
  /** Lines that begin here or later are another look's; the bytes go on, so that the line before can be read. */
  readonly until: number;
}

export interface Looked {
  /** Lines that begin in the look. */
  readonly lines: number;
  /** The last of the gravest lines: its first byte, and the how-manieth it is, from 1; undefined when none counts. */
  readonly gravest: { readonly at: number; readonly line: number } | undefined;
}

/**
 * Finds the gravest line of a text that is looked at in pieces, the last piece first: each look tells of a line only if
 * it weighs more than all before, so that of equals it is the text's last one. Pauses every few milliseconds.
 *
 * @param decoder of the bytes' encoding.
 */
export function createSearch(
  decoder: { decode(bytes: Uint8Array): string },
  pause: () => Promise<void>,
): (look: Look) => Promise<Looked> {
  let above = 0;
  let read = 0;
  return async ({ bytes, fromStart, until }) => {
    const table = tableAbove(above);
    let gravest: { at: number; line: number; weight: number } | undefined;
    let lines = fromStart ? 1 : 0;
    const first = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
    let start = fromStart ? first : -1;
    let since = performance.now();
    const begun = fromStart && isKlog(bytes, first) ? first : nextStop(table, bytes, 0);
    for (let at = begun; at < bytes.length; at = nextStop(table, bytes, at + 1)) {
      if (bytes[at] === NEWLINE) {
        if (at + 1 >= until) break;
        start = at + 1;
        lines++;
        if (!isKlog(bytes, start)) continue;
      }
      const newline = bytes.indexOf(NEWLINE, at + 1);
      const next = newline < 0 ? bytes.length : newline;
      if (start >= 0 && at - start < LINE_BYTES) {
        const weighs = lineWeight(decoder.decode(bytes.subarray(start, Math.min(next, start + LINE_BYTES))));
        if (weighs > above && weighs >= (gravest?.weight ?? 0)) gravest = { at: start, line: lines, weight: weighs };
        if (++read % READ_AT_ONCE === 0 && performance.now() - since > PAUSE_EVERY_MS) {
          await pause();
          since = performance.now();
        }
      }
      at = next - 1;
    }
    above = Math.max(above, gravest?.weight ?? 0);
    if (above >= ERROR && read > PATIENCE) above = Math.max(above, TRACED_ERROR);
    return { lines, gravest };
  };
}

/** Lines between two looks at the clock. */
const READ_AT_ONCE = 64;
const PAUSE_EVERY_MS = 10;
/** After so many lines that speak of trouble an error counts as the gravest one, unless something is fatal. */
const PATIENCE = 50_000;

const ERROR = weight({ gravity: 4, traced: false, worded: false });
const TRACED_ERROR = weight({ gravity: 4, traced: true, worded: true });
const MOST = weight({ gravity: 5, traced: true, worded: true });

/** Kubernetes' logs have a letter for the level: `E1121 10:00:02.456`. */
function isKlog(bytes: Uint8Array, start: number): boolean {
  const [letter, month, digit] = [bytes[start], bytes[start + 1], bytes[start + 2]];
  const isDigit = digit !== undefined && digit >= 0x30 && digit <= 0x39;
  return (letter === 0x45 || letter === 0x46) && (month === 0x30 || month === 0x31) && isDigit;
}

function tableAbove(least: number): Uint16Array {
  const words = least >= MOST ? [] : least >= TRACED_ERROR ? FATAL_WORDS : WORDS;
  const table = tables.get(words) ?? wordTable(words);
  tables.set(words, table);
  return table;
}

const tables = new WeakMap<readonly string[], Uint16Array>();

/**
 * What a line holds that is graver than an error. A word that is missing here costs at most that one sign of trouble is
 * not seen in a file so large that it is searched; one too many costs time where lines have it.
 */
const FATAL_WORDS: readonly string[] = [
  ...levelWords(5),
  ...'abort,kill,segm,segf,sanitizer,assert,data race,runtime error,terminate called,what():,signal,bus error'.split(
    ',',
  ),
  ...'illegal instr,floating point,double free,free(),malloc(),munmap,smashing,overflow,corrupt,of memory'.split(','),
  ...'y lost,oom,bug: ,"level":60,"s":"f", f ,== invalid,conditional jump,mismatched,failed to,deadlock,unhandled'.split(
    ',',
  ),
];

/** What a line holds that tells of any trouble: as signal.ts and the shapes of the families see it. */
const WORDS: readonly string[] = [
  ...new Set([
    ...levelWords(3),
    ...FATAL_WORDS,
    ...'exce,traceback,caused by,uncaught,refused,denied,timed out,timeout,cannot,could not,unable,invalid'.split(','),
    ...'unexpected,unreachable,leak,rejected,unavailable,crash,ora-,no such,not found,失败,超时,拒绝,崩溃'.split(','),
    ..."exit, line ,undefined,can't,*** ,_test.go:,● ,✕".split(','),
    // Numbers and letters for levels, and a server's answers that it failed.
    ...'"level":50,"s":"e", e ," 50'.split(','),
  ]),
];
