/** Log files reported from the Explorer by mouse, to the body that arrives at COC. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Page, test } from '@playwright/test';
import type { RecordedRequest } from '../sandbox/call.ts';
import { choose, createButton } from './incidentForm.ts';
import { told } from './notifications.ts';
import { filesWith } from './secretSearch.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect } from './sureInput.ts';
import {
  chooseFromContextMenu,
  expectRevealed,
  explorerEntry,
  openSideBar,
  openView,
  signIn,
  tab,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

const SECRET = 'Kastanie-7xQ9-Feldweg';
const BRANCH = 'release/2026-11';
const quiet = (count: number) => '2026-11-21T10:00:00Z INFO  [worker-1] orders - a step is done\n'.repeat(count);
const trace = [
  `2026-11-21T11:00:00Z ERROR [worker-7] orders - order 4711 failed, user=shop password=${SECRET}`,
  'Traceback (most recent call last):',
  '  File "/srv/shop/app/orders.py", line 42, in place',
  '    raise OutOfStock("SKU 7 is gone")',
  'app.errors.OutOfStock: SKU 7 is gone',
].join('\n');

let stage: Stage;
let page: Page;
let commit: string;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: stage.folder, encoding: 'utf8' }).trim();
  await writeFile(path.join(stage.folder, 'shop.log'), `${quiet(60_000)}${trace}\n${quiet(30_000)}`);
  await writeFile(path.join(stage.folder, 'shop.log.1'), `${quiet(10)}2026-11-20T10:00:00Z FATAL orders - disk full\n`);
  git('init', '--quiet', `--initial-branch=${BRANCH}`);
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  git(...identity, 'commit', '--quiet', '--allow-empty', '-m', 'The release');
  commit = git('rev-parse', 'HEAD');
  page = await stage.open();
  await openView(page);
  await signIn(page, stage.sandbox.token);
  await told(page, 'You are signed in to COC');
});
test.afterAll(() => stage?.dispose());

async function reportFromExplorer(name: string): Promise<void> {
  await openSideBar(page, 'Explorer');
  await chooseFromContextMenu(page, explorerEntry(page, name), 'Report Incident from File');
  await expect(tab(page, 'Create Incident')).toBeVisible();
}

/** Completes the form and sends it; gives what arrived. */
async function create(): Promise<RecordedRequest> {
  const form = webview(page);
  await form.getByRole('radio', { name: 'P3' }).check();
  await choose(form, 'Type', 'Function issues');
  await choose(form, 'Application', 'Checkout');
  await choose(form, 'Owner', 'li.na');
  await createButton(form).click();
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
  const created = stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'create').at(-1) as RecordedRequest;
  await expectRevealed(page, String(Reflect.get(Object(created.body), 'incident_title')));
  return created;
}

test('a log of megabytes gives its last gravest event, its lines, commit and branch', async () => {
  await reportFromExplorer('shop.log');
  const form = webview(page);
  await expect(form.getByLabel('Title')).toHaveValue(/OutOfStock: SKU 7 is gone/);
  await expect(form.getByLabel('Description')).toHaveValue(/password=\[password\]/);
  const { body } = await create();
  const description = String(Reflect.get(Object(body), 'incident_description'));
  expect(description.split('\n', 1)[0]).toBe(`shop.log:60001-60005, ${commit.slice(0, 7)} on ${BRANCH}`);
  for (const said of ['app.errors.OutOfStock: SKU 7 is gone', 'orders.py", line 42', '2026-11-21T11:00:00Z'])
    expect(description).toContain(said);
  expect(Reflect.get(Object(body), 'start_time')).toBe(Date.parse('2026-11-21T11:00:00Z'));
});

test('a rotated log has the same entry in its menu', async () => {
  await reportFromExplorer('shop.log.1');
  const { body } = await create();
  const description = String(Reflect.get(Object(body), 'incident_description'));
  expect(description).toContain(`shop.log.1:11, ${commit.slice(0, 7)} on ${BRANCH}\n`);
  expect(description).toContain('FATAL orders - disk full');
});

test('a secret of the log is in nothing that was sent, stored or logged', async () => {
  expect(JSON.stringify(stage.sandbox.requests)).not.toContain(SECRET);
  expect(await filesWith(SECRET, [stage.dataDir, stage.profileDir])).toEqual([]);
});
