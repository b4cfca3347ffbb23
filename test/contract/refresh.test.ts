import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileNameOf } from '../../src/store/recordFile.ts';
import { newTicket, ticketKey } from '../../src/store/tickets.ts';
import { until } from '../unit/store/counters.ts';
import type { RefreshStage, StagedWindow } from './refreshStage.ts';
import { setRefreshStage } from './refreshStage.ts';

suite('keeping tickets fresh, with three windows', () => {
  let stage: RefreshStage;
  let windows: readonly StagedWindow[];
  let nums: readonly string[];

  /** @param inSight how many of the windows show something. */
  const begin = async ({ tickets = 50, inSight = 0 }) => {
    nums = await stage.openTickets(tickets);
    const first = await stage.openWindow();
    await stage.track(first, nums);
    windows = [first, await stage.openWindow(), await stage.openWindow()];
    for (const window of windows.slice(0, inSight)) window.sight.add();
    for (const window of windows) window.start();
  };
  const key = (incidentNum: string | undefined) => ({ origin: stage.sandbox.origin, incidentNum: incidentNum ?? '' });
  const record = (window: StagedWindow | undefined, incidentNum: string | undefined) =>
    window?.tickets.get(ticketKey(key(incidentNum)));
  const timesAsked = (incidentNum: string) => stage.asked().filter((each) => each.incidentNum === incidentNum).length;
  const times = () => [...new Set(stage.asked().map(({ at }) => at))];
  const noErrors = () =>
    assert.deepEqual(
      windows.flatMap(({ errors }) => errors),
      [],
    );

  setup(async () => {
    stage = await setRefreshStage();
  });
  teardown(() => stage.dispose());

  test('50 open tickets in sight cost at most 250 requests in ten minutes, and each is asked for at least 4 times', async () => {
    await begin({ inSight: 3 });
    await stage.pass(600);
    assert.ok(stage.asked().length <= 250, String(stage.asked().length));
    for (const num of nums) assert.ok(timesAsked(num) >= 4, String(timesAsked(num)));
    noErrors();
  });

  test('50 open tickets out of sight cost at most 50 requests in ten minutes', async () => {
    await begin({});
    await stage.pass(600);
    assert.deepEqual(
      nums.map(timesAsked),
      nums.map(() => 1),
    );
    noErrors();
  });

  test('one window does it, and the one in front goes first', async () => {
    await begin({ tickets: 3, inSight: 3 });
    await stage.pass(1);
    assert.deepEqual(times(), [0]);
    windows[0]?.kill();
    await stage.pass(150);
    assert.deepEqual(times(), [0, 122]);
  });

  test('the window in front does what is in the sight of another one, and tells what is new', async () => {
    await begin({ tickets: 3 });
    windows[2]?.sight.add();
    await stage.pass(10);
    stage.sandbox.tickets.setStatus(nums[0] ?? '', 'INCIDENT_STATUS_RESOLVED');
    await stage.pass(150);
    assert.deepEqual(
      windows.map(({ noticed }) => noticed.length),
      [1, 0, 0],
    );
    assert.equal(timesAsked(nums[0] ?? ''), 2);
    noErrors();
  });

  test('what has come into sight is fetched at once, unless it is fresh', async () => {
    await begin({ tickets: 3 });
    await stage.pass(100);
    windows[1]?.sight.add();
    await stage.pass(100);
    assert.deepEqual(times(), [0, 120]);
    windows[0]?.sight.add();
    await stage.pass(5);
    assert.deepEqual(times(), [0, 120]);
    await stage.pass(500);
    assert.equal(times().length, 6);
    assert.equal(stage.asked().length, 3 * times().length);
  });

  test('two windows that refresh a changed ticket at the same moment tell it once', async () => {
    await begin({ tickets: 6 });
    await stage.pass(1);
    for (const num of nums) stage.sandbox.tickets.setOwner(num, '');
    await Promise.all(windows.map(({ incidents }) => incidents.refresh(nums.map(key))));
    const told = windows.flatMap(({ noticed }) => noticed.flat()).map(({ key: { incidentNum } }) => incidentNum);
    assert.deepEqual(told.toSorted(), nums.toSorted());
    noErrors();
  });

  test('nothing is asked for by itself when it is turned off', async () => {
    await begin({ tickets: 3, inSight: 1 });
    for (const window of windows) window.setIntervals({ inSight: 0, inBackground: 0 });
    await stage.pass(3600);
    assert.deepEqual(stage.asked(), []);
  });

  test('a window that dies while it refreshes keeps the others from it for half a minute', async () => {
    await begin({ tickets: 12, inSight: 3 });
    stage.sandbox.setFault({ kind: 'hang', endpoint: 'show' });
    const arrived = stage.sandbox.waitForRequest(() => stage.asked().length === 6);
    const passing = stage.pass(1);
    await arrived;
    windows[0]?.kill();
    await passing;
    stage.sandbox.setFault(undefined);
    const before = stage.asked().length;
    await stage.pass(60);
    assert.deepEqual([stage.asked().length - before, times()], [12, [0, 30]]);
  });

  test('tickets are asked for six at once and one at a time', async () => {
    await begin({ tickets: 20, inSight: 3 });
    stage.sandbox.setFault({ kind: 'hang', endpoint: 'show' });
    const sixth = stage.sandbox.waitForRequest(() => stage.asked().length === 6);
    const passing = stage.pass(1);
    await sixth;
    const underWay = stage.asked().map(({ incidentNum }) => incidentNum);
    const other = nums.find((num) => !underWay.includes(num)) ?? '';
    // By hand it joins what is under way, and waits for its turn.
    void windows[0]?.incidents.refresh([...underWay.slice(0, 5), other].map(key));
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    assert.equal(new Set(underWay).size, 6);
    assert.equal(stage.asked().length, 6);
    for (const window of windows) window.kill();
    await passing;
  });

  test('a 429 ends it at once and all windows leave COC alone, ever longer, until a person refreshes', async () => {
    await begin({ inSight: 3 });
    stage.sandbox.setFault({ kind: 'status', status: 429, endpoint: 'show' });
    await stage.pass(1800);
    assert.deepEqual(times(), [0, 240, 720, 1680]);
    assert.ok(stage.asked().length <= 4 * 6, String(stage.asked().length));
    const [window] = windows;
    const rest = window?.refreshes.get(stage.sandbox.origin)?.rest;
    assert.deepEqual([rest?.cause, rest?.count], ['busy', 4]);
    stage.sandbox.setFault(undefined);
    await window?.incidents.refresh([key(nums[0])]);
    assert.equal(window?.refreshes.get(stage.sandbox.origin)?.rest, undefined);
    await stage.pass(1);
    assert.deepEqual(
      nums.map((num) => record(window, num)?.failure),
      nums.map(() => undefined),
    );
    noErrors();
  });

  test('six faults in a row end it, and a single good answer begins it anew', async () => {
    await begin({ inSight: 3 });
    stage.sandbox.setFault({ kind: 'reset', endpoint: 'show' });
    await stage.pass(300);
    assert.deepEqual(times(), [0, 240]);
    assert.ok(stage.asked().length <= 2 * 11, String(stage.asked().length));
    stage.sandbox.setFault(undefined);
    await stage.pass(600);
    assert.deepEqual(times().slice(2), [720, 840]);
    noErrors();
  });

  test('a refused sign-in costs one request for each interval, and nothing waits when somebody signs in anew', async () => {
    await begin({ inSight: 3 });
    const [window] = windows;
    await stage.pass(1);
    const { token } = stage.sandbox;
    stage.sandbox.expireTokens();
    await stage.pass(120);
    const first = stage.asked().length;
    assert.ok(first <= 50 + 6, String(first));
    await stage.pass(480);
    assert.equal(stage.asked().length - first, 4);
    const fresh = stage.sandbox.issueToken({ expiresInMs: 86_400_000 });
    assert.notEqual(fresh, token);
    for (const each of windows) each.signIn('second', fresh);
    const before = stage.asked().length;
    await stage.pass(1);
    assert.equal(stage.asked().length - before, 50);
    for (const num of nums) assert.equal(record(window, num)?.failure, undefined);
    noErrors();
  });

  test('a change is told once, by the window that learned of it, and stands in the record for all', async () => {
    await begin({ tickets: 9, inSight: 3 });
    const [num, other] = nums;
    assert.ok(num !== undefined && other !== undefined);
    await stage.pass(60);
    assert.deepEqual(
      windows.flatMap(({ noticed }) => noticed),
      [],
    );
    stage.sandbox.tickets.setStatus(num, 'INCIDENT_STATUS_ACKNOWLEDGED');
    stage.sandbox.tickets.setLevel(num, 'level_10');
    stage.sandbox.tickets.setOwner(other, '');
    await stage.pass(600);
    const told = windows.flatMap(({ noticed }) => noticed);
    assert.equal(told.length, 1);
    const kinds = told[0]?.map(({ key: { incidentNum }, kinds: each }) => [incidentNum, each]);
    assert.deepEqual(Object.fromEntries(kinds ?? []), { [num]: ['status', 'level', 'warRoom'], [other]: ['owner'] });
    const [change] = told[0] ?? [];
    assert.notDeepEqual(change?.before, change?.after);
    for (const window of windows) {
      await until(window.tickets.onDidChange, () => record(window, num)?.unseen !== undefined);
      assert.deepEqual(record(window, num)?.unseen, ['status', 'level', 'warRoom']);
    }
  });

  test('what brings nothing new is not written again, but counts as fetched', async () => {
    await begin({ tickets: 5, inSight: 3 });
    const file = (num: string) => path.join(stage.folder, 'tickets', fileNameOf(ticketKey(key(num))));
    const state = async (num: string) => {
      const { ino, mtimeMs, ctimeMs } = await stat(file(num));
      return [ino, mtimeMs, ctimeMs];
    };
    await stage.pass(1);
    const before = await Promise.all(nums.map(state));
    await stage.pass(599);
    assert.deepEqual(await Promise.all(nums.map(state)), before);
    const [window] = windows;
    for (const num of nums) {
      const known = record(window, num);
      assert.ok(known !== undefined && window !== undefined);
      assert.equal((window.incidents.fetchedAt(known) ?? 0) - (known.fetchedAt ?? 0), 480_000);
    }
    stage.sandbox.setFault({ kind: 'status', status: 503, endpoint: 'show' });
    await stage.pass(1);
    const known = record(window, nums[0]);
    assert.equal((known?.failure?.at ?? 0) - (known?.fetchedAt ?? 0), 120_000);
  });

  test('a refresh by hand counts for all windows, and a ticket that has just been created is no change', async () => {
    await begin({ tickets: 4, inSight: 3 });
    await stage.pass(100);
    await windows[2]?.incidents.refresh(nums.map(key));
    await stage.pass(100);
    assert.deepEqual(times(), [0, 100]);
    await stage.pass(25);
    assert.deepEqual(times(), [0, 100, 220]);
    const [window] = windows;
    const [num = ''] = await stage.openTickets(1);
    const incident = { incidentNum: num, incidentTitle: 'As it was sent', names: [] };
    await window?.tickets.update(ticketKey(key(num)), () => ({ ...newTicket(key(num), 0), incident }));
    await stage.pass(150);
    assert.equal(record(window, num)?.incident?.status, 'INCIDENT_STATUS_TRIGGERED');
    assert.deepEqual(
      windows.flatMap(({ noticed }) => noticed),
      [],
    );
  });

  test('a number that COC does not know is asked for ever more rarely, whatever it is called', async () => {
    await begin({ tickets: 1, inSight: 3 });
    const strange = ['__proto__', 'constructor', 'IM202001010000000000000000'];
    for (const window of windows.slice(0, 1)) await stage.track(window, strange);
    await stage.pass(3600);
    for (const num of strange) {
      const at = stage.asked().flatMap((each) => (each.incidentNum === num ? [each.at] : []));
      assert.deepEqual(at, [0, 120, 240, 480, 960, 1920], num);
    }
  });

  test('a ticket that a panel shows is kept fresh without being tracked', async () => {
    await begin({ tickets: 1 });
    const [num = ''] = await stage.openTickets(1);
    const panel = windows[1]?.sight.add(key(num));
    await stage.pass(300);
    assert.equal(timesAsked(num), 3);
    assert.ok(windows[1]?.incidents.known(key(num))?.incident);
    panel?.dispose();
    await stage.pass(300);
    assert.equal(timesAsked(num), 3);
  });
});
