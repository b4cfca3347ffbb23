import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Command, Context, Panel, SETTINGS_SECTION, View } from '../../src/contributions.ts';

interface Menu {
  readonly command: string;
  readonly when?: string;
}

interface Setting {
  readonly scope: string;
  readonly order: number;
}

const manifest: {
  readonly activationEvents: readonly string[];
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly engines: { readonly vscode: string };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
} = JSON.parse(readFileSync('package.json', 'utf8'));
const { contributes } = manifest;

/** Where a secret goes, and whom it is shown to, so that nobody but the user may set it. */
const ROUTES_A_SECRET = ['endpoint', 'iamEndpoint', 'caFile', 'consoleUrl', 'requestTimeout'];
/** What is read of the user beside what is opened. */
const READS_OF_THE_USER = ['ticketLinks.clipboard'];

suite('package.json and contributions.ts', () => {
  test('have the same commands, all in the category COC', () => {
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.toSorted(), Object.values(Command).toSorted());
    assert.deepEqual([...new Set(contributes.commands.map(({ category }) => category))], ['COC']);
  });

  test('have the same views', () => {
    const declared = Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id));
    assert.deepEqual(declared.toSorted(), Object.values(View).toSorted());
  });

  test('bring every panel back after a reload', () => {
    const panels = manifest.activationEvents.filter((event) => event.startsWith('onWebviewPanel:'));
    assert.deepEqual(
      panels.toSorted(),
      Object.values(Panel)
        .map((panel) => `onWebviewPanel:${panel}`)
        .toSorted(),
    );
  });

  test('menus name commands that exist, and each context key is one that is set', () => {
    const known = new Set<string>(Object.values(Command));
    const menus = Object.values(contributes.menus).flat();
    for (const { command } of menus) assert.ok(known.has(command), command);
    const clauses = [...menus, ...contributes.viewsWelcome, ...Object.values(contributes.views).flat()].map(
      ({ when }) => when ?? '',
    );
    const keys = clauses.flatMap((when) => when.match(/cocIncidents\.\w+/g) ?? []);
    const set = new Set<string>([...Object.values(Context), ...Object.values(View)]);
    for (const key of keys) assert.ok(set.has(key), key);
  });

  test("every setting is ours, and those that route a secret or read the clipboard are the user's alone", () => {
    const settings = Object.entries(contributes.configuration.properties);
    for (const [key] of settings) assert.ok(key.startsWith(`${SETTINGS_SECTION}.`), key);
    for (const name of [...ROUTES_A_SECRET, ...READS_OF_THE_USER]) {
      assert.equal(contributes.configuration.properties[`${SETTINGS_SECTION}.${name}`]?.scope, 'application', name);
    }
  });

  test('every setting has a place of its own, for VS Code sorts those of one place by their names', () => {
    const orders = Object.values(contributes.configuration.properties).map(({ order }) => order);
    assert.deepEqual(
      orders,
      orders.map((_order, index) => index + 1),
    );
  });

  test('only undici and zod reach the user', () => {
    assert.deepEqual(Object.keys(manifest.dependencies).toSorted(), ['undici', 'zod']);
  });

  test('the code is written against the oldest VS Code that the extension accepts', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });
});
