import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { CLAIM } from '../../../src/features/tickets/due.ts';
import { scheduleRefreshes } from '../../../src/features/tickets/refreshSchedule.ts';
import type { Batch } from '../../../src/platform/refreshNotes.ts';
import { createSight } from '../../../src/platform/sight.ts';
import { Emitter } from '../../../src/shared/event.ts';
import type { RefreshRecord } from '../../../src/store/refreshRecord.ts';
import type { TicketKey, TicketRecord } from '../../../src/store/ticketRecord.ts';
import { ticketKey } from '../../../src/store/tickets.ts';
import { memoryFolder } from '../sending/memoryFolder.ts';
import { NOW, ORIGIN, unfetched } from './samples.ts';

interface Answering {
  /** Lets so many seconds go by while the tickets are asked for. */
  take(seconds: number): void;
}

/** A window with the view in sight, refreshing every two minutes, whose clock goes on when it is told to. */
function windowWith(
  count: number,
  answer: (asked: readonly TicketKey[], answering: Answering) => Partial<Batch> | Promise<Partial<Batch>> = () => ({}),
  isFocused = true,
) {
  let now = NOW;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const ticketsChanged = new Emitter<void>();
  const changed = new Emitter<void>();
  const records = Array.from({ length: count }, (_, index) => unfetched(`IM${index}`));
  const folder = memoryFolder<TicketRecord>(ticketKey, records);
  const refreshes = memoryFolder<RefreshRecord>(({ origin }) => origin);
  const sight = createSight();
  const rounds: { readonly at: number; readonly count: number }[] = [];
  const errors: unknown[] = [];
  const counted = { looks: 0 };
  const present: {
    signInId: string | undefined;
    origin: string;
    jump: number;
    /** What is known of a ticket that is not tracked. */
    untracked?: () => TicketRecord | undefined;
  } = {
    signInId: 'one',
    origin: ORIGIN,
    jump: 0,
  };
  sight.add();
  const schedule = scheduleRefreshes({
    log: { error: (...words: unknown[]) => errors.push(words) },
    tickets: {
      all: () => {
        counted.looks += 1;
        return folder.all();
      },
      get: folder.get,
      onDidChange: ticketsChanged.event,
    },
    refreshes,
    signIns: {
      get: () =>
        present.signInId === undefined ? undefined : { version: 1, origin: ORIGIN, id: present.signInId, label: 'u' },
    },
    session: { signedIn: true, onDidChange: changed.event },
    settings: { refreshInterval: () => 120, backgroundRefreshInterval: () => 600, onDidChange: changed.event },
    sight,
    incidents: {
      known: (key) => folder.get(ticketKey(key)) ?? present.untracked?.(),
      fetch: async (asked) => {
        rounds.push({ at: seconds(), count: asked.length });
        const take = (taken: number) => {
          now += taken * 1000;
        };
        return { asked, isAnswered: true, end: undefined, ...(await answer(asked, { take })) };
      },
    },
    origin: () => present.origin,
    isFocused: () => isFocused,
    onDidChangeWindow: new Emitter<{ readonly focused: boolean }>().event,
    now: () => now + present.jump,
    later: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return { dispose: () => timers.delete(timer) };
    },
  });
  const seconds = () => (now - NOW) / 1000;
  return {
    changed,
    counted,
    errors,
    present,
    refreshes,
    sight,
    rounds,
    ticketsChanged,
    dispose: () => schedule.dispose(),
    pass: async (passing: number) => {
      const end = now + passing * 1000;
      for (;;) {
        for (let index = 0; index < 5; index += 1) await turn();
        const [next] = [...timers].filter(({ at }) => at < end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers.delete(next);
        next.run();
      }
      now = end;
    },
  };
}

suite('refreshing by itself', () => {
  test('looks through all tickets once for many that change one after the other', async () => {
    const { counted, rounds, ticketsChanged, pass } = windowWith(2000);
    await pass(1);
    assert.equal(rounds.length, 1);
    counted.looks = 0;
    for (let index = 0; index < 2000; index += 1) ticketsChanged.fire();
    await pass(1);
    assert.ok(counted.looks <= 2, String(counted.looks));
  });

  test('leaves COC alone after a round that takes long, for as long, and for an interval at most', async () => {
    const { rounds, pass } = windowWith(3, (_, { take }) => {
      take(rounds.length === 1 ? 100 : 300);
      return {};
    });
    await pass(1400);
    assert.deepEqual(
      rounds.map(({ at }) => at),
      [0, 200, 620, 1040],
    );
  });

  test('leaves to an opened panel what that has asked for by itself meanwhile', async () => {
    const { present, refreshes, rounds, sight, pass } = windowWith(0);
    const ticket = unfetched('IM9');
    let isAnswered = false;
    present.untracked = () => {
      isAnswered ||= refreshes.get(ORIGIN)?.claim !== undefined;
      return isAnswered ? { ...ticket, fetchedAt: NOW } : undefined;
    };
    sight.add(ticket);
    await pass(1);
    assert.deepEqual(rounds, []);
  });

  test('comes to its turn where another window does one round after the other', async () => {
    const { changed, refreshes, rounds, pass } = windowWith(1, undefined, false);
    const none: RefreshRecord = { version: 1, origin: ORIGIN, asked: {} };
    for (let second = 0; second < 5; second += 1) {
      const until = NOW + second * 1000 + CLAIM;
      await refreshes.update(ORIGIN, (old) => ({ ...(old ?? none), claim: { window: 'other', until } }));
      changed.fire();
      await pass(0.5);
      await refreshes.update(ORIGIN, (old) => ({ ...(old ?? none), claim: { window: 'other', until: 0 } }));
      changed.fire();
      await pass(0.5);
    }
    assert.deepEqual(rounds, [{ at: 2.5, count: 1 }]);
  });

  test('remembers when a ticket was last told, however long ago', async () => {
    const { refreshes, pass } = windowWith(2, (asked) => ({
      asked: asked.slice(0, 1),
      isAnswered: false,
      end: 'busy',
    }));
    const told = NOW - 5 * 86_400_000;
    const asked = { '#IM0': told, '#IM1': told, '#IM2': told };
    await refreshes.update(ORIGIN, () => ({ version: 1, origin: ORIGIN, asked }));
    await pass(1);
    assert.deepEqual(refreshes.get(ORIGIN)?.asked, { '#IM0': NOW, '#IM1': told });
  });

  test('does nothing while nobody is signed in whose record is there', async () => {
    const { present, rounds, changed, pass } = windowWith(1);
    present.signInId = undefined;
    changed.fire();
    await pass(600);
    assert.equal(rounds.length, 0);
  });

  test('waits an interval where a ticket that is only looked at cannot be asked for', async () => {
    const { rounds, sight, pass } = windowWith(0, () => ({ isAnswered: false, error: new Error('broken') }));
    sight.add({ origin: ORIGIN, incidentNum: 'IM9' });
    await pass(300);
    assert.deepEqual(
      rounds.map(({ at }) => at),
      [0, 120, 240],
    );
  });

  test('gives its claim back where it fails, and when the window goes', async () => {
    let next: () => Promise<Partial<Batch>> = () => Promise.reject(new Error('broken'));
    const { refreshes, errors, dispose, pass } = windowWith(1, () => next());
    await pass(1);
    assert.equal(errors.length, 1);
    assert.deepEqual(refreshes.get(ORIGIN), { version: 1, origin: ORIGIN, asked: {} });
    next = () => new Promise(() => undefined);
    await pass(130);
    assert.ok(refreshes.get(ORIGIN)?.claim);
    dispose();
    await pass(1);
    assert.equal(refreshes.get(ORIGIN)?.claim, undefined);
  });

  test('goes on an interval later where its notes cannot be written', async () => {
    const { refreshes, rounds, errors, pass } = windowWith(1);
    refreshes.failAfter(0, new Error('disk full'), 1);
    await pass(130);
    assert.deepEqual([rounds, errors.length], [[{ at: 120, count: 1 }], 1]);
  });

  test('goes on where the clock is set back or forth', async () => {
    const { present, rounds, pass } = windowWith(1);
    await pass(10);
    for (const jump of [86_400_000, -86_400_000]) {
      present.jump = jump;
      const before = rounds.length;
      await pass(600);
      assert.ok(rounds.length - before >= 4 && rounds.length - before <= 6, String(rounds.length - before));
    }
  });

  test('asks for nothing at another site, and goes on when that is left', async () => {
    const { changed, present, rounds, pass } = windowWith(1);
    await pass(10);
    present.origin = 'https://coc.other.example';
    changed.fire();
    await pass(600);
    assert.equal(rounds.length, 1);
    present.origin = ORIGIN;
    changed.fire();
    await pass(1);
    assert.equal(rounds.length, 2);
  });
});
