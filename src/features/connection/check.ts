/** How far a request comes on its way to COC, and what to do where it ends. */
import * as vscode from 'vscode';
import { createClient } from '../../coc/client.ts';
import type { Failure, ShowOutcome } from '../../coc/outcome.ts';
import { isNotFound } from '../../coc/outcome.ts';
import type { Site } from '../../coc/sites.ts';
import { describeFailure } from '../../platform/messages.ts';
import type { Services } from '../../services.ts';
import { Secret } from '../../shared/secret.ts';

export type ConnectionServices = Pick<Services, 'log' | 'settings' | 'session' | 'fetch'>;

/** A number of the right form that COC never gives: its date does not exist. */
const NO_TICKET = 'IM000000000000000000000000';

interface Step {
  readonly ok: boolean;
  readonly text: string;
}

/** Goes the way a report would go, up to a ticket that does not exist, and says how far it came. */
export async function checkConnection({ settings, session, fetch }: ConnectionServices): Promise<void> {
  const site = settings.site();
  const title = vscode.l10n.t('Checking the connection to COC...');
  const location = vscode.ProgressLocation.Notification;
  const steps = await vscode.window.withProgress({ location, title }, async (): Promise<Step[]> => {
    const access = await session.access();
    const nobody = { kind: 'token', token: new Secret('') } as const;
    const timeoutSeconds = settings.requestTimeout();
    const outcome = await createClient(fetch).show(
      NO_TICKET,
      access ?? { ...site, authorization: nobody, timeoutSeconds },
    );
    const holder = await session.holder();
    return [addressStep(site), answerStep(outcome), signInStep(access !== undefined, holder?.userName, outcome)].filter(
      (step) => step !== undefined,
    );
  });
  const working = steps.every(({ ok }) => ok);
  const headline = working
    ? vscode.l10n.t('The connection to COC works.')
    : vscode.l10n.t('The connection to COC does not work yet.');
  const detail = steps.map(({ ok, text }) => `${ok ? '✓' : '✗'} ${text}`).join('\n');
  const copy = vscode.l10n.t('Copy Report');
  const show = working ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(headline, { modal: true, detail }, copy)) === copy) {
    await vscode.env.clipboard.writeText(`${headline}\n${detail}\n`);
  }
}

function addressStep({ endpoint }: Pick<Site, 'endpoint'>): Step {
  return { ok: true, text: vscode.l10n.t('Endpoint: {0}', endpoint) };
}

/** Only what speaks COC's language is COC: a proxy or another web server refuses too, without an error code. */
function isFromCoc(outcome: ShowOutcome): boolean {
  return outcome.kind === 'shown' || (outcome.kind === 'rejected' && outcome.errorCode !== undefined);
}

function answerStep(outcome: ShowOutcome): Step {
  if (isFromCoc(outcome) && !(outcome.kind === 'rejected' && outcome.httpStatus === 404)) {
    return { ok: true, text: vscode.l10n.t('COC answers.') };
  }
  if (outcome.kind === 'rejected' && !isFromCoc(outcome)) {
    return {
      ok: false,
      text: vscode.l10n.t(
        'Something answers at this address, but it is not COC (HTTP {0}). Check the setting cocIncidents.endpoint and the proxy.',
        outcome.httpStatus,
      ),
    };
  }
  return outcome.kind === 'shown' ? { ok: true, text: vscode.l10n.t('COC answers.') } : refusedStep(outcome);
}

/** Nothing can be said of the sign-in when COC did not answer. */
function signInStep(signedIn: boolean, userName: string | undefined, outcome: ShowOutcome): Step | undefined {
  if (!signedIn) return { ok: false, text: vscode.l10n.t('Nobody is signed in. Run "COC: Sign In".') };
  if (!isFromCoc(outcome)) return undefined;
  // The ticket that is asked for does not exist: any other refusal stands in the way of a report too.
  if (outcome.kind !== 'shown' && !isNotFound(outcome)) return refusedStep(outcome);
  return {
    ok: true,
    text:
      userName === undefined
        ? vscode.l10n.t('The sign-in is accepted.')
        : vscode.l10n.t('The sign-in is accepted: you are {0}.', userName),
  };
}

function refusedStep(failure: Failure): Step {
  return { ok: false, text: describeFailure(failure, 'show').text };
}
