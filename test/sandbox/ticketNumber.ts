import { randomInt } from 'node:crypto';

/** A ticket's or WarRoom's number: its kind, the moment in UTC+8 to the second, ten digits. */
export function ticketNumber(kind: 'IM' | 'WR', time: number, tenDigits: string): string {
  const utc8 = new Date(time + 8 * 60 * 60 * 1000).toISOString();
  return `${kind}${utc8.slice(0, 19).replace(/\D/g, '')}${tenDigits}`;
}

export function randomDigits(): string {
  return String(randomInt(10 ** 10)).padStart(10, '0');
}
