/** What one command printed, its beginning and its end, in a bounded room. Pure; the eager part of reading terminals. */

/** UTF-8 in pages of one size: bytes can be counted, and many small pieces cost no more than a large one. */
export interface CommandOutput {
  readonly pages: Uint8Array[];
  /** Bytes of the last page that are not used. */
  free: number;
  /** Pages that were dropped behind the first ones. */
  dropped: number;
}

const PAGE_BYTES = 16 * 1024;
/** Pages of the beginning that stay: there a command says what it does. The end, where it fails, has the rest. */
const HEAD_PAGES = 2;
/** 256 KiB: all that is kept of one terminal. */
export const TERMINAL_PAGES = 16;

export function newOutput(): CommandOutput {
  return { pages: [], free: 0, dropped: 0 };
}

/** @param limit pages, more than `HEAD_PAGES`. */
export function addText(output: CommandOutput, text: string, limit: number): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    if (output.free === 0) {
      output.pages.push(new Uint8Array(PAGE_BYTES));
      output.free = PAGE_BYTES;
      shrink(output, limit);
    }
    const part = bytes.subarray(at, at + output.free);
    output.pages.at(-1)?.set(part, PAGE_BYTES - output.free);
    output.free -= part.length;
    at += part.length;
  }
}

/** Drops the oldest of what is not the beginning. */
export function shrink(output: CommandOutput, limit: number): void {
  const over = output.pages.length - limit;
  if (over > 0) output.dropped += output.pages.splice(HEAD_PAGES, over).length;
}

/** The text before and after what was dropped; whole lines only, for half a line may be half a secret. */
export interface OutputText {
  readonly head: string;
  /** Bytes between the two. */
  readonly dropped: number;
  readonly tail: string;
}

export function outputText({ pages, free, dropped }: CommandOutput): OutputText {
  const decode = (some: readonly Uint8Array[], unused: number): string => {
    const bytes = Buffer.concat(some);
    return bytes.toString('utf8', 0, bytes.length - unused);
  };
  if (dropped === 0) return { head: '', dropped: 0, tail: decode(pages, free) };
  const first = decode(pages.slice(0, HEAD_PAGES), 0);
  const last = decode(pages.slice(HEAD_PAGES), free);
  const head = first.slice(0, Math.max(first.lastIndexOf('\n'), first.lastIndexOf('\r')) + 1);
  const lineBreak = last.search(/[\r\n]/);
  const tail = lineBreak < 0 ? '' : last.slice(lineBreak + 1);
  const cut = Buffer.byteLength(first) - Buffer.byteLength(head) + Buffer.byteLength(last) - Buffer.byteLength(tail);
  return { head, dropped: dropped * PAGE_BYTES + cut, tail };
}
