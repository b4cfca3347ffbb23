/** One line that is the same for two reports of the same trouble. */

import type { ReportEvent } from './event.ts';
import { cutAt, piece } from './fit.ts';
import { withoutIds } from './ids.ts';

export function titleOf(event: ReportEvent, limit: number): string {
  const message = oneLine(event.message).replace(/^(?:(?:level|severity)=\w+ |\*\d+ |[\s,;:.]+)/, '');
  const type = event.type === undefined ? undefined : shortType(event.type);
  const both = type === undefined || message.includes(type) ? message : message === '' ? type : `${type}: ${message}`;
  return trimTo(withoutIds(both), limit);
}

export function plainTitle(line: string, limit: number): string {
  return trimTo(withoutIds(oneLine(line)), limit);
}

/** `com.acme.orders.OrderException` is known by its last part. */
function shortType(type: string): string {
  return /^(?:[\w$]+[.\\])+[\w$\u4e00-\u9fff]+$/.test(type) ? (type.split(/[.\\]/).at(-1) ?? type) : type;
}

function oneLine(text: string): string {
  return piece(text, 0, 2000)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

function trimTo(text: string, limit: number): string {
  if (limit < 1) return '';
  return text.length <= limit ? text : `${cutAt(text, limit - 1).trimEnd()}…`;
}
