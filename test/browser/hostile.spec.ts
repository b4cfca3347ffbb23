/** A workspace that wants the token, and a service whose texts want to be more than text. */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type FrameLocator, type Locator, type Page, test } from '@playwright/test';
import manifest from '../../package.json' with { type: 'json' };
import { sampleUser } from '../sandbox/names.ts';
import { completeForm, createButton } from './incidentForm.ts';
import { told } from './notifications.ts';
import { enter, giveToken, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, expect, oneTry, repeat } from './sureInput.ts';
import {
  askToDiscard,
  closeTab,
  drafts,
  modal,
  openRow,
  openView,
  rows,
  signIn,
  tab,
  tickets,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

let stage: Stage;
let page: Page;
let attacker: Attacker;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  attacker = await startAttacker();
  stage = await setStage({
    workspaceTrust: true,
    settings: {
      'security.workspace.trust.startupPrompt': 'never',
      // The page about trust opens as a tab, not before everything else.
      'workbench.editor.useModal': 'off',
    },
  });
  // The latter is a remote's or a container's: a repository's devcontainer.json writes it.
  const places = { workspace: [stage.folder, '.vscode'], machine: [stage.dataDir, 'user-data/Machine'] } as const;
  for (const [name, folder] of Object.entries(places)) {
    await mkdir(path.join(...folder), { recursive: true });
    const settings = JSON.stringify(hostileSettings(attacker.origin, `From the ${name}`));
    await writeFile(path.join(...folder, 'settings.json'), settings);
  }
  page = await stage.open();
});
test.afterAll(async () => {
  await stage?.dispose();
  await attacker?.stop();
});

const askToSignIn = (): Promise<void> => runCommand(page, 'COC: Sign In');
const restricted = (): Locator => page.getByRole('button', { name: 'Restricted Mode' });

test('in Restricted Mode the settings of a workspace lead nowhere', async () => {
  await openView(page);
  await expect(restricted()).toBeVisible();
  await signIn(page, stage.sandbox.token);
  await reportAndRefresh('Sent from Restricted Mode');
  const regions = await offeredRegions();
  expect(regions).not.toContain('From the workspace');
  expect(regions).toContain('From the machine');
  expect(attacker.requests).toEqual([]);
});

test('in a trusted workspace they may offer choices, but send no token elsewhere', async () => {
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  await click(page.getByRole('button', { name: 'Trust', exact: true }));
  await expect(restricted()).toHaveCount(0);
  await closeTab(page, 'Workspace Trust');
  await expect.poll(offeredRegions, { timeout: 20_000 }).toContain('From the workspace');

  await runCommand(page, 'COC: Sign Out');
  await told(page, 'You are signed out of COC');
  await giveToken(page, stage.sandbox.token, askToSignIn);
  await reportAndRefresh('Sent from a trusted workspace');
  await runCommand(page, 'COC: Open COC Console');
  await told(page, 'The address of the COC console of 127.0.0.1');
  expect(attacker.requests).toEqual([]);
});

test('a name from IAM is no link in a notification', async () => {
  const user = { id: sampleUser.id, name: payload(attacker.origin) };
  await giveToken(page, stage.sandbox.issueToken({ expiresInMs: 60 * 60 * 1000, user }), askToSignIn);
  await told(page, /You are signed in to COC.*Click/, expectNothingMade);
});

test('texts of a ticket are text in its row, its tooltip and its details', async () => {
  const text = payload(attacker.origin);
  const incidentNum = stage.sandbox.tickets.create({
    region: [text],
    enterprise_project: [text],
    current_cloud_service: [text],
    incident_level: 'level_30',
    is_service_interrupt: false,
    incident_type: text,
    incident_title: text,
    incident_description: text,
    incident_source: 'incident_source_manual',
    incident_assignee: [text],
    assignee_scene: text,
    assignee_role: text,
    creator: text,
    start_time: null,
    incident_ownership: text,
  });
  const ask = () => runCommand(page, 'COC: Track Tickets...');
  await enter(page, ask, { placeholder: /^IM/, text: incidentNum });
  const row = rows(tickets(page), 'Click');
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expectPlain(row.locator('.monaco-icon-label'));

  const tooltip = page.locator('.workbench-hover');
  await repeat(async () => {
    await row.hover({ timeout: oneTry });
    await expect(tooltip).toContainText('Owner', { timeout: oneTry });
    await expect(tooltip).toContainText(payload(attacker.origin), { timeout: oneTry });
    expect(await made(tooltip).count()).toBe(0);
  });

  await openRow(row, tab(page, incidentNum));
  const details = webview(page);
  await expect(details.getByRole('heading', { level: 1 })).toContainText('Click');
  await expectPlain(details.getByRole('main'));
  expect(attacker.requests).toEqual([]);
});

test('what the service says about a refusal is text in the form, and so is a title in a question', async () => {
  await runCommand(page, 'COC: Create Incident');
  const form = webview(page);
  await completeForm(form, payload(attacker.origin), 'Hostile all over');
  const body = { provider_code: '049', error_code: 'GOM.00007256', error_msg: payload(attacker.origin), data: null };
  stage.sandbox.setFault({ kind: 'status', endpoint: 'create', status: 400, body, times: 1 });
  await createButton(form).click();
  await expectPlain(form.getByRole('alert'));

  const draft = rows(drafts(page), 'Click');
  await expectPlain(draft.locator('.monaco-icon-label'));
  await askToDiscard(page, draft);
  await expectPlain(modal(page).locator('.dialog-message-container'));
  await click(modal(page).getByRole('button', { name: 'Discard', exact: true }));
  await expect(draft).toHaveCount(0);
  expect(attacker.requests).toEqual([]);
});

/** Creates a ticket and has everything fetched anew; the service that the user chose must have seen both. */
async function reportAndRefresh(title: string): Promise<void> {
  await runCommand(page, 'COC: Create Incident');
  await completeForm(webview(page), title, 'To be sent to the service of the user settings.');
  await createButton(webview(page)).click();
  await expect(rows(tickets(page), title)).toBeVisible();
  const shown = () => stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'show').length;
  const before = shown();
  await runCommand(page, 'COC: Refresh Tickets');
  await expect.poll(shown).toBeGreaterThan(before);
}

/** Of a form that is opened for the question. */
async function offeredRegions(): Promise<readonly string[]> {
  await runCommand(page, 'COC: Create Incident');
  const form: FrameLocator = webview(page);
  const shown = form.getByRole('option').locator('.name');
  let names: readonly string[] = [];
  await repeat(async () => {
    await form.getByRole('combobox', { name: 'Region' }).click({ timeout: oneTry });
    await expect(shown.first()).toBeVisible({ timeout: oneTry });
    names = await shown.allInnerTexts();
  });
  await closeTab(page, 'Create Incident');
  return names;
}

/** The payload stands there with every character, and nothing in it has become an element or a link. */
async function expectPlain(place: Locator): Promise<void> {
  await expect(place).toContainText(payload(attacker.origin));
  await expectNothingMade(place);
}

async function expectNothingMade(place: Locator): Promise<void> {
  await expect(made(place)).toHaveCount(0);
}

const made = (place: Locator): Locator =>
  place.locator('a[href], [data-href], img, script, iframe, .codicon-bomb, :text-is("bold")');

/** One of each kind, within the length of a title; the unit tests have the many. */
function payload(origin: string): string {
  return `[Click](command:cocIncidents.signOut) ![](${origin}/i) $(bomb) <img src=${origin}/g onerror=x()> **bold** ${origin}/b`;
}

/**
 * Every setting of ours but the choices that a team may share, of which one stands for all; in each of the two ways to
 * write it, and to what leads to `origin` where it can.
 */
function hostileSettings(origin: string, name: string): object {
  const { properties } = manifest.contributes.configuration;
  const set = Object.entries(properties).filter(
    ([key, { scope }]) => scope === 'application' || key.endsWith('regions'),
  );
  const values = set.map(([key, { type }]) => {
    const hostile = { string: origin, number: 15, boolean: false, array: [] as unknown[], object: {} };
    // To see that the file is read.
    const value = key === 'cocIncidents.regions' ? [{ id: 'region-1', name }] : hostile[type as keyof typeof hostile];
    return [key.replace('cocIncidents.', ''), value] as const;
  });
  const dotted = Object.fromEntries(values.map(([key, value]) => [`cocIncidents.${key}`, value]));
  return { ...dotted, cocIncidents: Object.fromEntries(values), '[log]': dotted };
}

interface Attacker {
  readonly origin: string;
  /** Method and address of everything that arrived, whatever it was. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

async function startAttacker(): Promise<Attacker> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  server.on('connect', ({ url }, socket) => {
    requests.push(`CONNECT ${url}`);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
