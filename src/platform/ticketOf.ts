/** Which ticket a number in a text stands for: pure. */
import type { TicketKey } from '../store/ticketRecord.ts';

/**
 * Of the present site's where it is tracked there, else of another site's where it is tracked, else of the present
 * site's. Undefined where it is tracked nowhere and the setting of the present site is wrong.
 */
export function ticketOf(
  tracked: readonly TicketKey[],
  presentOrigin: string | undefined,
): (incidentNum: string) => TicketKey | undefined {
  const origins = new Map<string, string>();
  for (const { origin, incidentNum } of tracked) {
    if (origin === presentOrigin || !origins.has(incidentNum)) origins.set(incidentNum, origin);
  }
  return (incidentNum) => {
    const origin = origins.get(incidentNum) ?? presentOrigin;
    return origin === undefined ? undefined : { origin, incidentNum };
  };
}
