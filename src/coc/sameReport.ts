/** Whether a ticket is what was sent: for reports whose answer was lost. COC keeps no mark of a request to go by. */
import type { Compared, Incident } from './incident.ts';

/** What of a ticket is not as it was sent; `time`: it is older than the send, or its age is not told. */
export type Difference = 'title' | 'description' | 'creator' | 'time';

/** Milliseconds by which two clocks of the service may differ, and ours may be set between the send and the look. */
const MARGIN = 5000;
/** Milliseconds by which the service's clock may be behind ours while it has not told its time. */
const UNKNOWN_SKEW = 600_000;

/**
 * The earliest time, by the service's clock, at which the ticket of a send can have come to be.
 * @param sentAt milliseconds since 1970 (UTC), by our clock.
 * @param skew milliseconds that the service's clock is ahead of ours, at least; undefined when it is not known.
 */
export function earliestCreation(sentAt: number, skew: number | undefined): number {
  return sentAt + (skew === undefined ? -UNKNOWN_SKEW : skew - MARGIN);
}

/** @param since see earliestCreation. */
export function differences(sent: Compared, incident: Incident, since: number): readonly Difference[] {
  const { incidentTitle, incidentDescription, creator, createTime } = incident;
  const all: readonly (readonly [Difference, boolean])[] = [
    ['title', plain(incidentTitle) === plain(sent.incidentTitle)],
    ['description', plain(incidentDescription) === plain(sent.incidentDescription)],
    ['creator', creator === sent.creator],
    ['time', createTime !== undefined && createTime >= since],
  ];
  return all.filter(([, fits]) => !fits).map(([what]) => what);
}

/** Whether a ticket is worth a look: a list may cut descriptions, or leave out what it does not tell. */
export function mayBe(listed: Incident, sent: Compared, since: number): boolean {
  const { incidentTitle, incidentDescription, creator, createTime } = listed;
  return (
    plain(incidentTitle) === plain(sent.incidentTitle) &&
    (createTime === undefined || createTime >= since) &&
    (creator === undefined || creator === sent.creator) &&
    // What stands for the rest of a cut text differs, but its beginning does not.
    plain(sent.incidentDescription).startsWith(plain(incidentDescription?.replace(/(\.\.\.|…)$/, '')))
  );
}

/** Services change line ends and what is blank around a text. */
function plain(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim();
}
