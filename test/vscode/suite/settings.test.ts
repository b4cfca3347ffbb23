import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { createSettings, SettingError } from '../../../src/platform/settings.ts';
import { suiteEnvironment } from '../environment.ts';
import { until } from '../until.ts';

const ATTACKER = 'http://127.0.0.1:9';
const ATTACKERS_FILE = '/tmp/attacker.pem';

suite('Settings that decide where a secret goes', () => {
  const { folder, sandbox } = suiteEnvironment();
  const settingsFile = path.join(folder, '.vscode/settings.json');
  const section = () => vscode.workspace.getConfiguration('cocIncidents');

  teardown(async () => {
    const rulers = () => vscode.workspace.getConfiguration('editor').get<number[]>('rulers', []);
    await until(
      vscode.workspace.onDidChangeConfiguration,
      () => rulers().length === 0,
      () => rm(settingsFile, { force: true }),
    );
    await section().update('endpoint', sandbox.origin, vscode.ConfigurationTarget.Global);
  });

  for (const [notation, content] of Object.entries({
    dotted: {
      'cocIncidents.endpoint': ATTACKER,
      'cocIncidents.iamEndpoint': ATTACKER,
      'cocIncidents.consoleUrl': ATTACKER,
      'cocIncidents.caFile': ATTACKERS_FILE,
    },
    nested: {
      cocIncidents: {
        endpoint: ATTACKER,
        iamEndpoint: ATTACKER,
        consoleUrl: ATTACKER,
        caFile: ATTACKERS_FILE,
      },
    },
  })) {
    test(`are not taken from a workspace, ${notation} keys or not`, async () => {
      await mkdir(path.dirname(settingsFile), { recursive: true });
      // That this harmless one has arrived shows that the file was read.
      const rulers = () => vscode.workspace.getConfiguration('editor').get<number[]>('rulers', []);
      await until(
        vscode.workspace.onDidChangeConfiguration,
        () => rulers().includes(7),
        () => writeFile(settingsFile, JSON.stringify({ ...content, 'editor.rulers': [7] })),
      );
      const settings = createSettings();
      const found = [settings.site().origin, settings.iamEndpoint(), settings.consoleUrl(), settings.caFile()];
      settings.dispose();
      assert.deepEqual(found, [sandbox.origin, sandbox.origin, undefined, '']);
    });
  }

  test('nor is whether the clipboard is looked at: neither that place is switched on nor all of them', async () => {
    const rulers = () => vscode.workspace.getConfiguration('editor').get<number[]>('rulers', []);
    const all = { 'cocIncidents.ticketLinks.enabled': true, 'cocIncidents.ticketLinks.clipboard': true };
    await mkdir(path.dirname(settingsFile), { recursive: true });
    await until(
      vscode.workspace.onDidChangeConfiguration,
      () => rulers().includes(7),
      () => writeFile(settingsFile, JSON.stringify({ ...all, 'editor.rulers': [7] })),
    );
    const settings = createSettings();
    try {
      assert.equal(settings.recognisesTickets('clipboard'), true);
      for (const key of ['ticketLinks.clipboard', 'ticketLinks.enabled']) {
        await section().update(key, false, vscode.ConfigurationTarget.Global);
        const seen = settings.recognisesTickets('clipboard');
        await section().update(key, undefined, vscode.ConfigurationTarget.Global);
        assert.equal(seen, false, key);
      }
    } finally {
      settings.dispose();
    }
  });

  test('cannot be written into a workspace at all', async () => {
    await assert.rejects(
      Promise.resolve(section().update('endpoint', ATTACKER, vscode.ConfigurationTarget.Workspace)),
      /only into User settings/,
    );
  });

  for (const [value, problem] of [
    ['http://coc.example.com', 'notHttps'],
    ['https://user:secret@coc.example.com', 'userInfo'],
    ['https://coc.example.com/?a=b', 'queryOrFragment'],
    ['no address', 'notAnAddress'],
    ['', 'notAnAddress'],
  ] as const) {
    test(`"${value}" as endpoint is refused as ${problem}, naming the setting`, async () => {
      await section().update('endpoint', value, vscode.ConfigurationTarget.Global);
      const settings = createSettings();
      assert.throws(
        () => settings.site(),
        (error) => error instanceof SettingError && error.key === 'cocIncidents.endpoint' && error.problem === problem,
      );
      settings.dispose();
    });
  }

  test('a wrong console address stops nothing but opening the console', async () => {
    await section().update('consoleUrl', 'vscode://some.extension/run?x=1', vscode.ConfigurationTarget.Global);
    const settings = createSettings();
    try {
      assert.equal(settings.site().origin, sandbox.origin);
      assert.throws(() => settings.consoleUrl(), { key: 'cocIncidents.consoleUrl', problem: 'notHttps' });
    } finally {
      settings.dispose();
      await section().update('consoleUrl', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
