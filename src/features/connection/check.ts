import { lookup } from 'node:dns/promises';
import * as vscode from 'vscode';
import { describeForLog } from '../../platform/log.ts';
import { SettingError } from '../../platform/settings.ts';
import type { Services } from '../../services.ts';
import type { Facts } from './facts.ts';
import { gatherFacts } from './facts.ts';
import { reportOf } from './report.ts';

export type ConnectionServices = Pick<Services, 'log' | 'settings' | 'session' | 'fetch'>;

/** Says how far a request comes on its way to COC, and what to do where it ends. */
export async function checkConnection(services: ConnectionServices): Promise<void> {
  const title = vscode.l10n.t('Checking the connection to COC...');
  const location = vscode.ProgressLocation.Notification;
  const { works, headline, detail } = reportOf(
    await vscode.window.withProgress({ location, title }, () => findFacts(services)),
  );
  const copy = vscode.l10n.t('Copy Report');
  const show = works ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(headline, { modal: true, detail }, copy)) === copy) {
    const { version } = vscode.extensions.getExtension('coc-incidents.coc-incidents')?.packageJSON ?? {};
    const made = `COC Incidents ${version} · VS Code ${vscode.version} · ${new Date().toISOString()}`;
    await vscode.env.clipboard.writeText(`${headline}\n${detail}\n${made}\n`);
  }
}

/** A wrong setting is what is to be reported, too. */
async function findFacts({ log, ...services }: ConnectionServices): Promise<Facts | SettingError> {
  const http = vscode.workspace.getConfiguration('http');
  const [proxy, proxySupport, noProxy] = ['proxy', 'proxySupport', 'noProxy'].map((key) => http.get<unknown>(key));
  try {
    const facts = await gatherFacts({
      ...services,
      proxySettings: { proxy, proxySupport, noProxy, env: process.env },
      lookup: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
      now: Date.now,
    });
    log.info(`check of the connection: ${describeForLog(facts.shown)}`);
    return facts;
  } catch (error) {
    if (error instanceof SettingError) return error;
    throw error;
  }
}
