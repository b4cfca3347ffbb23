import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SITES } from '../../../src/coc/sites.ts';
import { selectSite } from '../../../src/features/account/selectSite.ts';
import type { Settings } from '../../../src/platform/settings.ts';
import { SettingError } from '../../../src/platform/settings.ts';
import { boxes, person, written } from '../vscodeStub.ts';

/** @param endpoint of the settings; undefined: what stands there is no address. */
function settingsWith(endpoint: string | undefined): Settings {
  const site = () => {
    if (endpoint === undefined) throw new SettingError('cocIncidents.endpoint', 'notAnAddress');
    return { origin: new URL(endpoint).origin, endpoint };
  };
  const settings: Partial<Settings> = {
    site,
    iamEndpoint: () => 'https://iam.own.example',
    consoleUrl: () => 'https://own.example/#coc',
  };
  return settings as Settings;
}

async function answer(number: number, value?: string): Promise<string> {
  while (boxes.length < number) await nextTurn();
  const box = boxes[number - 1] ?? assert.fail();
  const before = box.value;
  if (value !== undefined) box.value = value;
  box.tell('accept');
  return before;
}

suite('Select Site...', () => {
  test('takes away what was entered for the site before, the endpoint last', async () => {
    person.choose = () => 'Europe';
    await selectSite({ settings: settingsWith('https://own.example/coc') });
    assert.deepEqual(written, [
      ['consoleUrl', undefined],
      ['iamEndpoint', undefined],
      ['endpoint', SITES[2]?.origin],
    ]);
  });

  test('changes nothing when the present site is chosen', async () => {
    person.choose = () => 'China';
    await selectSite({ settings: settingsWith(SITES[0]?.endpoint) });
    assert.deepEqual(written, []);
  });

  test("offers all that is known of an endpoint of one's own, to be changed", async () => {
    person.choose = () => 'Another Endpoint...';
    const selected = selectSite({ settings: settingsWith('https://own.example/coc') });
    assert.equal(await answer(1), 'https://own.example/coc');
    assert.equal(await answer(2, ''), 'https://iam.own.example');
    assert.equal(await answer(3), 'https://own.example/#coc');
    await selected;
    assert.deepEqual(written, [
      ['consoleUrl', 'https://own.example/#coc'],
      ['iamEndpoint', undefined],
      ['endpoint', 'https://own.example/coc'],
    ]);
  });

  test('leads out of an endpoint that is no address', async () => {
    person.choose = () => 'Another Endpoint...';
    const selected = selectSite({ settings: settingsWith(undefined) });
    await answer(1, 'https://own.example');
    await answer(2, '');
    await answer(3, '');
    await selected;
    assert.deepEqual(written.at(-1), ['endpoint', 'https://own.example']);
  });
});
