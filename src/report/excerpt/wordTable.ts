/** Looks for many words at once, byte by byte. */

export const NEWLINE = 10;

/** Where the next word or line ends, its last byte; the bytes' length when none does. */
export function nextStop(table: Uint16Array, bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let state = 0;
  for (let at = from; at < length; at++) {
    state = table[(state << 8) | (bytes[at] ?? 0)] ?? 0;
    if (state === STOP) return at;
  }
  return length;
}

const STOP = 0xffff;

/**
 * A table for `nextStop`, to look for words in UTF-8, whatever their case in ASCII: one step a byte, however many words there are.
 * (Aho and Corasick's automaton, written out.)
 *
 * @param words in lower case.
 */
export function wordTable(words: Iterable<string>): Uint16Array {
  const states: State[] = [{ next: new Map(), ends: false, fallback: 0 }];
  const at = (index: number): State => states[index] ?? (states[0] as State);
  const encoder = new TextEncoder();
  for (const word of words) {
    let state = 0;
    for (const byte of encoder.encode(word)) {
      const known = at(state).next.get(byte);
      if (known === undefined) at(state).next.set(byte, states.push({ next: new Map(), ends: false, fallback: 0 }) - 1);
      state = known ?? states.length - 1;
    }
    at(state).ends = true;
  }
  const follow = (state: number, byte: number): number => {
    for (let from = state; ; from = at(from).fallback) {
      const next = at(from).next.get(byte);
      if (next !== undefined) return next;
      if (from === 0) return 0;
    }
  };
  const queue = [0];
  for (const index of queue) {
    for (const [byte, next] of at(index).next) {
      const fallback = index === 0 ? 0 : follow(at(index).fallback, byte);
      at(next).fallback = fallback;
      at(next).ends ||= at(fallback).ends;
      queue.push(next);
    }
  }
  const table = new Uint16Array(states.length << 8);
  for (let entry = 0; entry < table.length; entry++) {
    const byte = entry & 0xff;
    const next = follow(entry >> 8, byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
    table[entry] = byte === NEWLINE || at(next).ends ? STOP : next;
  }
  return table;
}

interface State {
  readonly next: Map<number, number>;
  ends: boolean;
  /** The longest end of what was read that begins another word. */
  fallback: number;
}
