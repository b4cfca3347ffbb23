/** How the bytes of a file are read, and which files are no text at all. */

export interface Encoding {
  readonly label: string;
  /** Bytes of a line feed, and what positions are multiples of. */
  readonly unit: 1 | 2;
}

/**
 * @param head the file's first bytes.
 * @param named what is known of the file otherwise, such as VS Code's setting `files.encoding`; a byte order mark counts
 * for more. What nobody knows is read as UTF-8.
 */
export function encodingOf(head: Uint8Array, named = 'utf-8'): Encoding {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return UTF_16LE;
  if (first === 0xfe && second === 0xff) return UTF_16BE;
  const label = first === 0xef && second === 0xbb ? 'utf-8' : (labelOf(named) ?? 'utf-8');
  return { label, unit: label.startsWith('utf-16') ? 2 : 1 };
}

const UTF_16LE: Encoding = { label: 'utf-16le', unit: 2 };
const UTF_16BE: Encoding = { label: 'utf-16be', unit: 2 };

/** VS Code writes `utf16le`, `eucjp` and `big5hkscs` where the Web writes `utf-16le`, `euc-jp` and `big5-hkscs`. */
function labelOf(name: string): string | undefined {
  try {
    return new TextDecoder(name.replace(/^(utf|windows|koi8|euc|shift|big5)(?=\w)/, '$1-')).encoding;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Never throws; what is no character becomes U+FFFD. */
export function decoderOf({ label }: Encoding) {
  return new TextDecoder(label, { ignoreBOM: true });
}

/** Where the next line begins after `from`, a multiple of the unit; undefined when there is none in these bytes. */
export function nextLine(bytes: Uint8Array, from: number, { label, unit }: Encoding): number | undefined {
  if (unit === 1) {
    const at = bytes.indexOf(NEWLINE, from);
    return at < 0 ? undefined : at + 1;
  }
  const low = label === 'utf-16le' ? 0 : 1;
  for (let at = from; at + 1 < bytes.length; at += 2)
    if (bytes[at + low] === NEWLINE && bytes[at + 1 - low] === 0) return at + 2;
  return undefined;
}

const NEWLINE = 10;

/** Bytes at the beginning and at the end of a file that are enough to tell. */
export const SAMPLE_BYTES = 8192;

export function isCompressed(head: Uint8Array): boolean {
  return COMPRESSED.some((magic) => magic.every((byte, index) => head[index] === byte));
}

/** gzip, zstd, xz, bzip2, zip, lz4. */
const COMPRESSED: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x42, 0x5a, 0x68],
  [0x50, 0x4b, 0x03, 0x04],
  [0x04, 0x22, 0x4d, 0x18],
];

/**
 * More control characters than any text has. A run of zeros counts once: logs that were cut while they were written to,
 * or whose machine lost power, hold many.
 */
export function isBinary(sample: Uint8Array, { unit }: Encoding): boolean {
  if (unit === 2) return false;
  let controls = 0;
  let all = 0;
  let previous = -1;
  for (const byte of sample) {
    if (byte !== 0 || previous !== 0) {
      all++;
      if (byte < 0x20 && !IN_TEXT.has(byte)) controls++;
    }
    previous = byte;
  }
  return controls * 20 > all && controls > 1;
}

/** Bell, backspace, tab, line feed, vertical tab, form feed, carriage return, escape. */
const IN_TEXT = new Set([7, 8, 9, 10, 11, 12, 13, 27]);
