import { cp } from 'node:fs/promises';
import path from 'node:path';
import { applicationNames, dutyRoster, userNames } from '../sandbox/names.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { repoRoot } from './install.ts';

/** User settings that point the extension at a sandbox and offer the names it knows. No token: that is for Sign In. */
export function sandboxSettings({ origin }: Pick<Sandbox, 'origin'>): Readonly<Record<string, unknown>> {
  return {
    'cocIncidents.endpoint': origin,
    'cocIncidents.iamEndpoint': origin,
    'cocIncidents.applications': choices(applicationNames),
    'cocIncidents.assignees': choices(userNames),
    'cocIncidents.regions': [
      { id: 'cn-north-4', name: 'CN North-Beijing4' },
      { id: 'cn-east-3', name: 'CN East-Shanghai1' },
      { id: 'eu-west-101', name: 'EU-Dublin' },
    ],
    'cocIncidents.enterpriseProjects': [{ id: '0', name: 'default' }],
    'cocIncidents.schedules': Object.entries(dutyRoster).flatMap(([scene, roles]) =>
      Object.keys(roles).map((role, index) => ({ scene, role, name: `On call, ${index + 1}. line` })),
    ),
  };
}

function choices(names: Readonly<Record<string, { readonly en: string }>>) {
  return Object.entries(names).map(([id, { en }]) => ({ id, name: en }));
}

/** Fills a folder with sample logs and the source file one of them points into. */
export async function copySamples(folder: string): Promise<void> {
  await cp(path.join(repoRoot, 'test/sandbox/samples'), folder, { recursive: true });
}
