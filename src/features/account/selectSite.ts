import * as vscode from 'vscode';
import { readAddress, SITES } from '../../coc/sites.ts';
import { SETTINGS_SECTION } from '../../contributions.ts';
import { describeSetting } from '../../platform/messages.ts';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import type { Services } from '../../services.ts';
import { ask } from './ask.ts';

/** Writes the site of the person's choice into the user settings. Whoever follows the settings asks to sign in there. */
export async function selectSite({ settings }: Pick<Services, 'settings'>): Promise<void> {
  const names = [vscode.l10n.t('China'), vscode.l10n.t('International'), vscode.l10n.t('Europe')];
  const present = presentOrigin(settings);
  const sites = SITES.map(({ origin, iamEndpoint, consoleUrl }, index) => ({
    label: names[index] ?? origin,
    description: origin === present ? vscode.l10n.t('current') : '',
    detail: [origin, iamEndpoint, consoleUrl].flatMap((url) => url?.replace('https://', '') ?? []).join(' · '),
    origin,
  }));
  const isOwn = present !== undefined && !SITES.some(({ origin }) => origin === present);
  const own = {
    label: vscode.l10n.t('Another Endpoint...'),
    ...(isOwn && { description: vscode.l10n.t('current'), detail: present }),
    origin: undefined,
  };
  const title = vscode.l10n.t('Select Site');
  const chosen = await vscode.window.showQuickPick([...sites, own], { title });
  if (chosen === undefined) return;
  const addresses = chosen.origin === undefined ? await askForAddresses(title, isOwn ? present : '') : [chosen.origin];
  if (addresses === undefined) return;
  const [endpoint, iamEndpoint] = addresses;
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  const write = (key: string, value: string | undefined) =>
    configuration.update(key, value || undefined, vscode.ConfigurationTarget.Global);
  // What was entered for the site before is not the new one's. The endpoint comes last: then everything fits.
  await write('consoleUrl', undefined);
  await write('iamEndpoint', iamEndpoint);
  await write('endpoint', endpoint === SITES[0]?.origin ? undefined : endpoint);
}

function askForAddresses(title: string, value: string): Promise<readonly string[] | undefined> {
  const check = (key: string) => (answer: string) => {
    const address = readAddress(answer);
    return address.ok ? undefined : describeSetting(`${SETTINGS_SECTION}.${key}`, address.problem);
  };
  return ask(title, [
    { prompt: vscode.l10n.t('Address of the COC service'), placeholder: 'https://', value, check: check('endpoint') },
    {
      prompt: vscode.l10n.t('Address of its IAM service. Leave it empty when there is none.'),
      placeholder: 'https://',
      check: (answer) => (answer === '' ? undefined : check('iamEndpoint')(answer)),
    },
  ]);
}
