/** Private keys as blocks of lines: PEM of every label, OpenSSH, SSH2, PGP and PuTTY. */
import type { Rule } from './rule.ts';
import { lineEnd, lineStart, rule } from './rule.ts';

/** A key of 16,384 bits with a long prefix before every line is far below. */
const MAX_BLOCK = 64_000;
const MAX_PREFIX = 400;

const HEAD =
  /-{4,5} {0,2}(?<which>BEGIN|END) (?<label>[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?) {0,2}-{4,5}|PuTTY-User-Key-File-\d:/g;

export const keyBlocks: Rule = rule('private key|putty-user-key-file', HEAD, (match, start, { text }, found, from) => {
  const { which, label } = match.groups ?? {};
  const head: Head = {
    start,
    end: start + match[0].length,
    close: label === undefined ? /Private-MAC: ?[0-9a-fA-F]*/ : new RegExp(`-{4,5} {0,2}END ${label} {0,2}-{4,5}`),
    closing: which === 'END',
  };
  const end = blockEnd(text, head);
  found({ kind: 'private key', start: head.closing ? tailStart(text, head, from) : start, end });
  return Math.max(end, head.end);
});

interface Head {
  readonly start: number;
  readonly end: number;
  /** What the end of the block looks like. */
  readonly close: RegExp;
  /** Only the end of a key is left: the text begins in its middle. */
  readonly closing: boolean;
}

function blockEnd(text: string, head: Head): number {
  if (head.closing) return head.end;
  const ahead = text.slice(head.end, head.end + MAX_BLOCK);
  // Up to the next key only: a text of nothing but heads is still read once.
  const again = ahead.search(/-{4} {0,2}BEGIN |PuTTY-User-Key-File-\d:/);
  const close = head.close.exec(again < 0 ? ahead : ahead.slice(0, again));
  if (close !== null) return head.end + close.index + close[0].length;
  return truncatedEnd(text, head);
}

/** Key material in a line: to its end, maybe with escaped line ends and the quote that closes a string. */
const BODY = /(?:^|[\s|:>\]"'])(?<body>(?:[A-Za-z0-9+/=]|\\{1,4}[nr]|\\\/){16,})["'\\,;)\]}\s]*$/;
/** The same as a string of a line of JSON. */
const BODY_IN_JSON = /"[A-Za-z0-9+/]{16,100}={0,2}(?:\\{1,4}[nr]){0,2}"/;
const SHORT_BODY = /^[A-Za-z0-9+/=]{1,80}$/;
const HEADERS =
  /(?:Proc-Type|DEK-Info|Comment|Version|Hash|Encryption|Key-Derivation|Argon2-\w+|Public-Lines|Private-Lines): ?[^\n]{0,200}$/;

/** A block without its end: as long as lines look like its body. */
function truncatedEnd(text: string, head: Head): number {
  const prefix = head.start - lineStart(text, head.start, MAX_PREFIX);
  let end = inlineEnd(text, head.end);
  let at = lineEnd(text, head.end);
  const json = text.charAt(head.start - 1) === '"' && /^"[,}]/.test(text.slice(end, end + 2));
  if (!json && end < at && text.slice(end, at).trim().length > 2) return end;
  end = Math.max(end, at - trailing(text, end, at));
  const limit = Math.min(text.length, head.end + MAX_BLOCK);
  while (at < limit) {
    const start = text.indexOf('\n', at) + 1;
    if (start === 0) break;
    at = lineEnd(text, start);
    const line = text.slice(start, Math.min(at, start + 4000));
    const rest = line.slice(prefix).trim();
    if (rest === '' || HEADERS.test(line)) continue;
    if (!BODY.test(line) && !SHORT_BODY.test(rest) && !(json && BODY_IN_JSON.test(line))) break;
    end = at;
  }
  return end;
}

const INLINE = /(?:[A-Za-z0-9+/=]|\\{1,4}[nrt]|\\\/|[ \t](?=[A-Za-z0-9+/=]{16}))*/y;

/** Key material behind the head in the same line, as in a JSON string. */
function inlineEnd(text: string, at: number): number {
  INLINE.lastIndex = at;
  INLINE.test(text);
  return Math.max(at, INLINE.lastIndex);
}

function trailing(text: string, from: number, to: number): number {
  return to - from - text.slice(from, to).trimEnd().length;
}

function runStart(text: string, at: number, least: number): number {
  let start = at;
  while (start > least && /[A-Za-z0-9+/=\\]/.test(text.charAt(start - 1))) start--;
  return start;
}

/** The lines of a key before its end, when its beginning was not selected. */
function tailStart(text: string, head: Head, from: number): number {
  let start = head.start;
  const lead = head.start - lineStart(text, head.start, MAX_PREFIX);
  const inline = runStart(text, start, Math.max(from, start - MAX_BLOCK));
  if (start - inline >= 16) return inline;
  let lineAt = lineStart(text, start, MAX_PREFIX);
  for (;;) {
    if (lineAt <= from || text.charCodeAt(lineAt - 1) !== 0x0a) return start;
    const before = lineStart(text, lineAt - 1, MAX_PREFIX + 100);
    if (before < from || before >= lineAt - 1) return start;
    const line = text.slice(before, lineAt - 1).trimEnd();
    const body =
      BODY.exec(line)?.groups?.['body'] ?? (SHORT_BODY.test(line.slice(lead)) ? line.slice(lead) : undefined);
    if (body === undefined || body.length > 80) return start;
    start = before + line.length - body.length;
    lineAt = before;
  }
}
