import assert from 'node:assert/strict';
import type { RefreshStage, StagedWindow } from './refreshStage.ts';
import { setRefreshStage } from './refreshStage.ts';

suite('rounds that do not go well', () => {
  let stage: RefreshStage;
  let windows: readonly [StagedWindow, StagedWindow];
  let nums: readonly string[];

  const begin = async (tickets: number) => {
    nums = await stage.openTickets(tickets);
    windows = [await stage.openWindow(), await stage.openWindow()];
    await stage.track(windows[0], nums);
    for (const window of windows) window.start();
  };
  const key = (incidentNum = '') => ({ origin: stage.sandbox.origin, incidentNum });
  const times = () => [...new Set(stage.asked().map(({ at }) => at))];

  setup(async () => {
    stage = await setRefreshStage();
  });
  teardown(() => stage.dispose());

  test('what was not reached for a moment while hidden is fetched as soon as somebody looks', async () => {
    await begin(5);
    await stage.pass(590);
    stage.sandbox.setFault({ kind: 'reset', endpoint: 'show' });
    await stage.pass(20);
    stage.sandbox.setFault(undefined);
    windows[0].sight.add();
    await stage.pass(1);
    assert.deepEqual(times(), [0, 600, 610]);
    assert.equal(windows[0].refreshes.get(stage.sandbox.origin)?.rest, undefined);
    assert.equal(windows[0].incidents.known(key(nums[0]))?.failure, undefined);
  });

  test('what is still not reached when the window comes to the front costs one request', async () => {
    await begin(30);
    await stage.pass(590);
    stage.sandbox.setFault({ kind: 'reset', endpoint: 'show' });
    await stage.pass(20);
    const before = stage.asked().length;
    windows[0].focus();
    await stage.pass(1);
    windows[0].focus();
    await stage.pass(10);
    const again = stage.asked().slice(before);
    assert.deepEqual(new Set(again.map(({ at }) => at)), new Set([610]));
    assert.equal(new Set(again.map(({ incidentNum }) => incidentNum)).size, 1);
    stage.sandbox.setFault(undefined);
    await stage.pass(3600);
    assert.ok((stage.asked()[before + again.length]?.at ?? 0) <= 610 + 480);
  });
});
