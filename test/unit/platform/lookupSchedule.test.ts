import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import type { Failure } from '../../../src/coc/outcome.ts';
import { scheduleLooks } from '../../../src/platform/lookupSchedule.ts';
import type { LookupContext } from '../../../src/platform/lookupTiming.ts';
import { dueAt, LOOKUP_TIMING } from '../../../src/platform/lookupTiming.ts';
import { Emitter } from '../../../src/shared/event.ts';
import type { DraftRecord, DraftState, Lookup, LookupResult } from '../../../src/store/draftRecord.ts';

const ORIGIN = 'https://coc.example';
const SENT_AT = 1_700_000_000_000;
const CONTEXT: LookupContext = { origin: ORIGIN, requestTimeoutSeconds: 30, signedInAt: SENT_AT, now: SENT_AT };

const draft = (lookup?: Lookup, change: Partial<DraftRecord> = {}): DraftRecord => ({
  version: 2,
  id: 'one',
  origin: ORIGIN,
  createdAt: SENT_AT,
  changedAt: SENT_AT,
  state: { kind: 'notConfirmed', sentAt: SENT_AT, sent: EMPTY_DRAFT, ...(lookup && { lookup }) },
  fields: EMPTY_DRAFT,
  ...change,
});
const looked = (looks: number, found?: LookupResult): Lookup => ({
  lookedAt: SENT_AT,
  looks,
  ...(found && { found }),
});
const failed = (failure: Failure): LookupResult => ({ kind: 'failed', failure });
const rejected = (httpStatus: number): LookupResult => failed({ kind: 'rejected', httpStatus });

suite('when a lost ticket is looked for', () => {
  const after = (record: DraftRecord, context = CONTEXT) => {
    const at = dueAt(record, context);
    return at === undefined ? undefined : at - SENT_AT;
  };

  test('first when the time of the request has passed and some seconds more', () => {
    assert.equal(after(draft()), 34_000);
    assert.equal(after(draft(), { ...CONTEXT, requestTimeoutSeconds: 5 }), 9000);
  });

  test('then at intervals that double up to half an hour, and not for ever', () => {
    const pauses = Array.from({ length: 21 }, (_, index) => after(draft(looked(index, { kind: 'none' }))));
    const seconds = pauses.map((pause) => (pause === undefined ? undefined : pause / 1000));
    const doubling = [10, 10, 20, 40, 80, 160, 320, 640, 1280];
    assert.deepEqual(seconds, [...doubling, ...Array.from({ length: 11 }, () => 1800), undefined]);
  });

  test('a look that was cut off is repeated after a while', () => {
    assert.equal(after(draft(looked(3))), LOOKUP_TIMING.patience);
  });

  test('at once where the clock was set back since the send or the last look', () => {
    const earlier = { ...CONTEXT, now: SENT_AT - 86_400_000 };
    const records = [draft(), draft(looked(5, { kind: 'none' })), draft(looked(5)), draft(looked(1, rejected(403)))];
    for (const record of records) assert.ok((dueAt(record, earlier) ?? Infinity) <= earlier.now);
    assert.equal(dueAt(draft(looked(1, rejected(403))), { ...earlier, signedInAt: undefined }), undefined);
    assert.equal(dueAt(draft(looked(20, { kind: 'none' })), earlier), undefined);
  });

  test('not where the person has to choose, nor at another site, nor what is confirmed', () => {
    assert.equal(after(draft(looked(1, { kind: 'several', incidentNums: ['IM1', 'IM2'] }))), undefined);
    assert.equal(after(draft(), { ...CONTEXT, origin: undefined }), undefined);
    assert.equal(after(draft(undefined, { origin: 'https://other.example' })), undefined);
    const states: readonly DraftState[] = [
      { kind: 'draft' },
      { kind: 'notSent', sentAt: SENT_AT, failure: { kind: 'notSent', cause: 'ENOTFOUND' } },
      { kind: 'created', sentAt: SENT_AT, incidentNum: 'IM1' },
    ];
    for (const state of states) assert.equal(after(draft(undefined, { state })), undefined);
  });

  const inVain: Readonly<Record<string, LookupResult>> = {
    'without a sign-in': { kind: 'signedOut' },
    'after a 401': rejected(401),
    'after a 403': rejected(403),
    'after a 404': rejected(404),
    'after a 404 of something in between': failed({ kind: 'unknown', cause: { kind: 'httpStatus', httpStatus: 404 } }),
  };
  for (const [what, found] of Object.entries(inVain)) {
    test(`${what}, only when somebody signed in since`, () => {
      const record = draft(looked(1, found));
      assert.equal(after(record), undefined);
      assert.equal(after(record, { ...CONTEXT, signedInAt: undefined }), undefined);
      assert.equal(after(record, { ...CONTEXT, signedInAt: SENT_AT + 5 }), 5);
    });
  }

  const passing: readonly Failure[] = [
    { kind: 'rejected', httpStatus: 429 },
    { kind: 'notSent', cause: 'ENOTFOUND' },
    { kind: 'unknown', cause: { kind: 'timeout', seconds: 30 } },
    { kind: 'unknown', cause: { kind: 'httpStatus', httpStatus: 503 } },
  ];
  for (const failure of passing) {
    test(`after ${JSON.stringify(failure)} it goes on, however often, the longer the send is past the more rarely`, () => {
      const pauses = [0, 34_000, 900_000, 86_400_000].map((age) => {
        const lookedAt = SENT_AT + age;
        const record = draft({ ...looked(19, failed(failure)), lookedAt });
        return (dueAt(record, { ...CONTEXT, now: lookedAt }) ?? Number.NaN) - lookedAt;
      });
      assert.deepEqual(pauses, [10_000, 17_000, 450_000, 1_800_000]);
    });
  }
});

suite('looking when the time has come', () => {
  /** Windows that share one draft and a clock that only goes on when it is told to. */
  const windows = (count: number, look: () => Promise<void> = async () => undefined) => {
    let now = SENT_AT;
    let record = draft();
    const changed = new Emitter<void>();
    const signedIn = new Emitter<void>();
    const timers = new Set<{ at: number; readonly run: () => void }>();
    const asked: number[] = [];
    const errors: unknown[] = [];
    let found: LookupResult = { kind: 'none' };
    const lookOnce = async (_id: string, isDue?: (present: DraftRecord) => boolean) => {
      if (record.state.kind !== 'notConfirmed' || isDue?.(record) === false) return;
      asked.push((now - SENT_AT) / 1000);
      await look();
      record = draft({ lookedAt: now, looks: (record.state.lookup?.looks ?? 0) + 1, found });
      changed.fire();
    };
    const schedules = Array.from({ length: count }, () =>
      scheduleLooks({
        log: { error: (...args: unknown[]) => errors.push(args) },
        drafts: { all: () => [record], onDidChange: changed.event },
        session: { signedIn: true, onDidChange: signedIn.event },
        settings: { requestTimeout: () => 30, onDidChange: changed.event },
        lookup: { look: lookOnce },
        origin: () => ORIGIN,
        now: () => now,
        later: (milliseconds, run) => {
          const timer = { at: now + milliseconds, run };
          timers.add(timer);
          return { dispose: () => timers.delete(timer) };
        },
      }),
    );
    return {
      asked,
      errors,
      signIn: () => signedIn.fire(),
      find: (result: LookupResult) => {
        found = result;
      },
      setBack: (seconds: number) => {
        now -= seconds * 1000;
        // A timer counts on as if nothing had happened.
        for (const timer of timers) timer.at -= seconds * 1000;
      },
      /** Lets the clock go on to the end, timer by timer. */
      pass: async (seconds: number) => {
        const end = now + seconds * 1000;
        for (;;) {
          const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
          if (next === undefined) break;
          now = Math.max(now, next.at);
          timers.delete(next);
          next.run();
          await turn();
        }
        now = end;
      },
      dispose: () => {
        for (const schedule of schedules) schedule.dispose();
      },
    };
  };

  for (const count of [1, 3]) {
    test(`${count} windows together look as often as meant, and then no more`, async () => {
      const { asked, pass } = windows(count);
      await pass(33);
      assert.deepEqual(asked, []);
      await pass(86_400);
      assert.deepEqual(asked.slice(0, 5), [34, 44, 64, 104, 184]);
      assert.equal(asked.length, LOOKUP_TIMING.most);
    });
  }

  test('a clock that was set back does not stop it', async () => {
    const { asked, pass, setBack } = windows(1);
    await pass(35);
    setBack(86_400);
    await pass(3600);
    assert.ok(asked.length > 5, String(asked));
  });

  test('a refusal ends it until somebody signs in', async () => {
    const { asked, find, pass, signIn } = windows(1);
    find(rejected(403));
    await pass(86_400);
    assert.deepEqual(asked, [34]);
    signIn();
    await pass(1);
    assert.deepEqual(asked, [34, 86_400]);
    await pass(86_400);
    assert.equal(asked.length, 2);
  });

  test('a fault of this machine is logged and does not make it look without a pause', async () => {
    const { asked, errors, pass } = windows(1, () => Promise.reject(new Error('The disk is full.')));
    await pass(600);
    assert.deepEqual([asked, errors.length], [[34, 334], 2]);
  });

  test('nothing is looked for after the end', async () => {
    const { asked, dispose, pass } = windows(2);
    dispose();
    await pass(3600);
    assert.deepEqual(asked, []);
  });
});
