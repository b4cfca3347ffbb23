import { type Deed, detailOf, type IncidentDetail, type StatusEntry, type StoredTicket } from './detail.ts';
import { type HistoryInfo, historyInfo } from './history.ts';
import { dutyRoster, type LevelKey, type StatusKey, tenant } from './names.ts';
import type { CreateRequest } from './rules.ts';
import { randomDigits, ticketNumber } from './ticketNumber.ts';

/** How long after its creation a ticket reaches each status by itself, in milliseconds. */
export interface Transitions {
  readonly acknowledgedAfter: number;
  readonly resolvedAfter: number;
  readonly completedAfter: number;
}

export interface Tickets {
  /** Every ticket as "Querying Incident Ticket Details" shows it now, in the order they came. */
  list(): readonly IncidentDetail[];
  get(incidentNum: string): IncidentDetail | undefined;
  /** What happened to it, the oldest first. */
  history(incidentNum: string): readonly HistoryInfo[] | undefined;
  /** Opens a ticket as an accepted create does, or one with a past. Returns its number. */
  create(request: CreateRequest, past?: Past): string;
  /** From then on the ticket no longer moves by itself. Throws when there is no such ticket. */
  setStatus(incidentNum: string, status: StatusKey, deed?: Deed): void;
  setLevel(incidentNum: string, level: LevelKey, deed?: Deed): void;
  /** `userId`: IAM user id, or '' for nobody. */
  setOwner(incidentNum: string, userId: string, deed?: Deed): void;
  /** Leaves the ticket as it is: only its history tells. */
  addRemark(incidentNum: string, deed: Deed): void;
}

interface Past {
  /** Milliseconds. */
  readonly createTime: number;
  /** Oldest first. A ticket that has one does not move by itself. */
  readonly history?: readonly StatusEntry[];
}

interface Options {
  readonly now: () => number;
  readonly transitions: Transitions | undefined;
  /** Tickets of an earlier run. */
  readonly stored: readonly StoredTicket[];
  /** Called with everything there is after each change. */
  readonly save: (tickets: readonly StoredTicket[]) => void;
}

export function createTickets(options: Options): Tickets {
  const tickets = new Map(options.stored.map((ticket) => [ticket.incidentNum, ticket]));

  function must(incidentNum: string): StoredTicket {
    const ticket = tickets.get(incidentNum);
    if (ticket === undefined) {
      throw new Error(`The sandbox has no ticket ${incidentNum}.`);
    }
    return ticket;
  }

  function keep(ticket: StoredTicket): void {
    tickets.set(ticket.incidentNum, ticket);
    options.save([...tickets.values()]);
  }

  const show = (ticket: StoredTicket): IncidentDetail =>
    detailOf(ticket, historyOf(ticket, options.now(), options.transitions));

  return {
    list: () => [...tickets.values()].map(show),
    get: (incidentNum) => {
      const ticket = tickets.get(incidentNum);
      return ticket === undefined ? undefined : show(ticket);
    },
    history: (incidentNum) => {
      const ticket = tickets.get(incidentNum);
      return ticket && historyInfo(ticket, historyOf(ticket, options.now(), options.transitions));
    },
    create: (request, past = { createTime: options.now() }) => {
      const { createTime } = past;
      let incidentNum = ticketNumber('IM', createTime, randomDigits());
      while (tickets.has(incidentNum)) {
        incidentNum = ticketNumber('IM', createTime, randomDigits());
      }
      keep({
        ...past,
        incidentNum,
        request: { ...request, incident_assignee: ownerOf(request) },
        warRoomDigits: randomDigits(),
      });
      return incidentNum;
    },
    setStatus: (incidentNum, status, deed) => {
      const ticket = must(incidentNum);
      const at = options.now();
      keep({ ...ticket, history: [...historyOf(ticket, at, options.transitions), { status, at, ...deed }] });
    },
    setLevel: (incidentNum, level, deed) => {
      const ticket = must(incidentNum);
      const changes = [...(ticket.changes ?? []), { kind: 'level' as const, at: options.now(), ...deed }];
      keep({ ...ticket, changes, request: { ...ticket.request, incident_level: level } });
    },
    setOwner: (incidentNum, userId, deed) => {
      const ticket = must(incidentNum);
      const changes = [...(ticket.changes ?? []), { kind: 'owner' as const, at: options.now(), ...deed }];
      keep({ ...ticket, changes, request: { ...ticket.request, incident_assignee: userId === '' ? [] : [userId] } });
    },
    addRemark: (incidentNum, deed) => {
      const ticket = must(incidentNum);
      keep({ ...ticket, changes: [...(ticket.changes ?? []), { kind: 'remark', at: options.now(), ...deed }] });
    },
  };
}

/** The owner given, else who is on duty, else the tenant ("the large tenant is added as the incident owner by default"). */
function ownerOf(request: CreateRequest): readonly string[] {
  const [owner] = request.incident_assignee;
  if (owner !== undefined && owner !== '') {
    return [owner];
  }
  return [dutyRoster[request.assignee_scene]?.[request.assignee_role] ?? tenant.id];
}

/** The statuses a ticket has gone through until `now`: those somebody set, else those its age gives it. */
function historyOf(ticket: StoredTicket, now: number, transitions: Transitions | undefined): readonly StatusEntry[] {
  if (ticket.history !== undefined) {
    return ticket.history;
  }
  const { createTime } = ticket;
  const history: StatusEntry[] = [{ status: 'INCIDENT_STATUS_TRIGGERED', at: createTime }];
  if (transitions === undefined) {
    return history;
  }
  history.push(
    { status: 'INCIDENT_STATUS_ACKNOWLEDGED', at: createTime + transitions.acknowledgedAfter },
    { status: 'INCIDENT_STATUS_RESOLVED', at: createTime + transitions.resolvedAfter },
    { status: 'INCIDENT_STATUS_COMPLETED', at: createTime + transitions.completedAfter },
  );
  return history.filter((entry, index) => index === 0 || entry.at <= now);
}
