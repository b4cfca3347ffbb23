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
  const title = vscode.l10n.t('Site');
  const chosen = await vscode.window.showQuickPick([...sites, own], { title });
  // Where the endpoint cannot be read, no site is the present one, and an endpoint of one's own is a way out.
  if (chosen === undefined || (present !== undefined && chosen.origin === present)) return;
  const known = isOwn ? [settings.site().endpoint, settings.iamEndpoint(), settings.consoleUrl()] : [];
  const addresses = chosen.origin === undefined ? await askForAddresses(title, known) : [chosen.origin];
  if (addresses === undefined) return;
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  // Without addresses of its own the new site must not keep those of the old one. The endpoint comes last: then all fits.
  for (const [index, key] of [...KEYS.entries()].toReversed()) {
    const value = addresses[index] === SITES[0]?.origin ? undefined : addresses[index];
    await configuration.update(key, value || undefined, vscode.ConfigurationTarget.Global);
  }
}

/** Of the settings, in the order in which they are asked for. */
const KEYS = ['endpoint', 'iamEndpoint', 'consoleUrl'] as const;

function askForAddresses(
  title: string,
  known: readonly (string | undefined)[],
): Promise<readonly string[] | undefined> {
  const prompts = [
    vscode.l10n.t('Address of the COC service'),
    vscode.l10n.t('Address of its IAM service. Leave it empty when there is none.'),
    vscode.l10n.t('Web page that Open COC Console opens. Leave it empty when there is none.'),
  ];
  const questions = KEYS.map((key, index) => ({
    prompt: prompts[index] ?? '',
    placeholder: 'https://',
    value: known[index] ?? '',
    check: (answer: string) => {
      if (answer === '' && key !== 'endpoint') return undefined;
      const address = readAddress(answer, key === 'consoleUrl');
      return address.ok ? undefined : describeSetting(`${SETTINGS_SECTION}.${key}`, address.problem);
    },
  }));
  return ask(title, questions);
}
