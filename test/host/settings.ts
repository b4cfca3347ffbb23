import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** No welcome pages, no assistants, nothing from the network: only what is under test moves. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  // The demo's folder lies in this repository, which is not what the person is to see.
  'git.openRepositoryInParentFolders': 'never',
};

/** Writes user settings: the quiet ones, over them what the user data already has, over that `settings`. */
export async function writeSettings(userDataDir: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const file = path.join(userDataDir, 'User/settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  const merged = { ...quietSettings, ...(await readSettings(file)), ...settings };
  await writeFile(file, `${JSON.stringify(merged, null, 2)}\n`);
}

async function readSettings(file: string): Promise<object> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch (error) {
    // None yet, or edited by hand with comments: begin anew.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return {};
    throw error;
  }
}
