/** From a file of any size to the part of it that a report is made of. Knows no disk: what reads bytes is passed in. */
import { readHeader } from '../header.ts';
import { MAX_LINE } from '../lines.ts';
import { decoderOf, type Encoding, encodingOf, isBinary, isCompressed, nextLine, SAMPLE_BYTES } from './encoding.ts';
import { createSearch, LINE_BYTES, type Look, type Looked } from './trouble.ts';

export interface ByteSource {
  /** Bytes; what is written behind them meanwhile is not looked at. */
  readonly size: number;
  /** Gives exactly these bytes, valid until the next call; rejects when they are not there. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface ExcerptOptions {
  /** The encoding of a file that does not tell its own; UTF-8 unless it is known better. */
  readonly encoding?: string | undefined;
  /** Awaited every few milliseconds; what it rejects with ends the work. */
  readonly pause: () => Promise<void>;
  readonly sizes?: Partial<ExcerptSizes>;
}

/** Bytes, even numbers. */
export interface ExcerptSizes {
  /** What is looked at in one go. */
  readonly block: number;
  /** A file of no more is taken whole. */
  readonly whole: number;
  /** Of a larger file, before and after the beginning of its gravest line. */
  readonly before: number;
  readonly after: number;
}

export type Excerpt =
  | {
      readonly kind: 'text';
      /** Whole lines; a line that is longer than an excerpt is cut between its words. */
      readonly text: string;
      /** 1-based, both included. */
      readonly lines: { readonly first: number; readonly last: number };
    }
  | { readonly kind: 'empty' | 'binary' | 'compressed' };

const KIB = 1024;
/** What is shown beside the form begins with the excerpt and ends earlier: the gravest line must still be in it. */
const SIZES: ExcerptSizes = { block: KIB * KIB, whole: KIB * KIB, before: 64 * KIB, after: 448 * KIB };

/**
 * The whole of a file of up to a MiB; of a larger one what is around its gravest line, the last of equals, found from the
 * end backwards, or its end where nothing is wrong. Reads the file once, in memory that does not depend on its size.
 */
export async function readExcerpt(source: ByteSource, options: ExcerptOptions): Promise<Excerpt> {
  const sizes = { ...SIZES, ...options.sizes };
  const sample = Math.min(source.size, SAMPLE_BYTES);
  // A copy: the next call may use the same memory.
  const head = (await source.read(0, sample)).slice();
  if (isCompressed(head)) return { kind: 'compressed' };
  const encoding = encodingOf(head, options.encoding);
  const tail = await source.read(source.size - sample, sample);
  if (isBinary(head, encoding) || isBinary(tail, encoding)) return { kind: 'binary' };

  const size = source.size - (source.size % encoding.unit);
  const file: File = { source, encoding, size };
  if (size <= sizes.whole) return excerptOf(decoderOf(encoding).decode(await source.read(0, size)), 1);
  const { gravest, lines } = await search(file, sizes.block, options.pause);
  return await around(file, gravest ?? { at: size, number: lines + 1 }, sizes);
}

interface File {
  readonly source: ByteSource;
  readonly encoding: Encoding;
  readonly size: number;
}

interface Line {
  /** Of its first byte in the file. */
  readonly at: number;
  /** From 1. */
  readonly number: number;
}

async function search(
  file: File,
  blockSize: number,
  pause: () => Promise<void>,
): Promise<{ readonly gravest: Line | undefined; readonly lines: number }> {
  const look = createSearch(file.encoding.unit === 1 ? decoderOf(file.encoding) : new TextDecoder(), pause);
  let lines = 0;
  let gravest: { at: number; linesFrom: number } | undefined;
  for (let end = file.size; end > 0; ) {
    const start = Math.max(0, end - blockSize);
    const { offsetOf, ...block } = await readBlock(file, start, end);
    const found = await look(block);
    if (found.gravest !== undefined)
      gravest = { at: offsetOf(found.gravest), linesFrom: lines + found.lines - found.gravest.line };
    lines += found.lines;
    end = start;
    await pause();
  }
  return { gravest: gravest && { at: gravest.at, number: lines - gravest.linesFrom }, lines };
}

interface Block extends Look {
  offsetOf(gravest: NonNullable<Looked['gravest']>): number;
}

/** Lines belong to the block in which they begin, and are read to where enough of them is known. */
async function readBlock({ source, size, encoding }: File, start: number, end: number): Promise<Block> {
  // With the line feed that may stand before it.
  const base = Math.max(0, start - encoding.unit);
  const bytes = await source.read(base, Math.min(size, end + LINE_BYTES) - base);
  const fromStart = start === 0;
  if (encoding.unit === 1) return { bytes, fromStart, until: end - base, offsetOf: ({ at }) => base + at };

  // The words that are looked for are ASCII in every other encoding.
  const decoder = decoderOf(encoding);
  const encoder = new TextEncoder();
  const inside = encoder.encode(decoder.decode(bytes.subarray(0, end - base), { stream: true }));
  const behind = encoder.encode(decoder.decode(bytes.subarray(end - base)));
  const both = new Uint8Array(inside.length + behind.length);
  both.set(inside);
  both.set(behind, inside.length);
  const offsetOf = ({ line }: { readonly line: number }): number => {
    let at = 0;
    for (let skip = line - (fromStart ? 1 : 0); skip > 0; skip--) at = nextLine(bytes, at, encoding) ?? at;
    return base + at;
  };
  return { bytes: both, fromStart, until: inside.length, offsetOf };
}

async function around({ source, size, encoding }: File, { at, number }: Line, sizes: ExcerptSizes): Promise<Excerpt> {
  const base = Math.max(0, at - sizes.before);
  const end = Math.min(size, at + sizes.after);
  const bytes = await source.read(base, end - base);
  const decoder = decoderOf(encoding);
  const firstLine = base === 0 ? 0 : nextLine(bytes, 0, encoding);
  const isLine = firstLine !== undefined && base + firstLine < size && base + firstLine <= at;
  // A line may be longer than all that is read before it; the file's last one is then shown without its beginning.
  if (!isLine && at === size) return excerptOf(withoutFirstWord(decoder.decode(bytes)), number - 1);
  const before = decoder.decode(bytes.subarray(isLine ? firstLine : at - base, at - base));
  const kept = before.slice(base === 0 ? 0 : recordIn(before));
  const after = decoder.decode(bytes.subarray(at - base), { stream: end < size });
  return excerptOf(kept + (end < size ? wholeLines(after) : after), number - linesIn(kept));
}

/** Lines that may go on with what stood before them, and hold the second half of a secret without its first. */
const UNSURE_LINES = 200;

/** Where the first line with a logger's header begins. */
function recordIn(text: string): number {
  let start = 0;
  for (let line = 0; line < UNSURE_LINES; line++) {
    const end = text.indexOf('\n', start);
    if (readHeader(text.slice(start, Math.min(end < 0 ? text.length : end, start + MAX_LINE))).at > 0) return start;
    if (end < 0) break;
    start = end + 1;
  }
  return 0;
}

/** Half a secret is not known as one: what was cut off must not take a part of a line, or at least of a word, with it. */
function wholeLines(text: string): string {
  const end = text.lastIndexOf('\n');
  if (end >= 0) return text.slice(0, end);
  const word = text.search(/[\s,;&|"'<>(){}[\]][^\s,;&|"'<>(){}[\]]*$/);
  return word < 0 ? text : text.slice(0, word);
}

function withoutFirstWord(text: string): string {
  const word = text.search(/[\0\s,;&|"'<>(){}[\]]/);
  return word < 0 ? text : text.slice(word);
}

function excerptOf(decoded: string, first: number): Excerpt {
  // Zeros stand where a log was cut while it was written to.
  const text = (decoded.includes('\0') ? decoded.replaceAll('\0', '') : decoded).replace(/^\ufeff/, '');
  if (text.trim() === '') return { kind: 'empty' };
  return { kind: 'text', text, lines: { first, last: first + Math.max(1, linesIn(text)) - 1 } };
}

/** Lines that begin in the text. */
function linesIn(text: string): number {
  let lines = 0;
  for (let start = 0; start < text.length; lines++) {
    const newline = text.indexOf('\n', start);
    start = newline < 0 ? text.length : newline + 1;
  }
  return lines;
}
