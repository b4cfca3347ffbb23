import * as vscode from 'vscode';
import { isPlausibleToken } from '../../coc/iam.ts';
import type { TokenHolder, TokenOutcome } from '../../coc/outcome.ts';
import { describeForLog } from '../../platform/log.ts';
import { plain } from '../../platform/text.ts';
import type { Services } from '../../services.ts';

type TokenServices = Pick<Services, 'log' | 'session' | 'settings' | 'checkToken'>;

/** Asks for a token, lets IAM tell whose it is where IAM is known, and keeps it. False: the person gave up. */
export async function signInByToken(services: TokenServices): Promise<boolean> {
  const { session, settings } = services;
  // Read once: the token is for the site that the box names, also when the settings change while it is open.
  const { origin } = settings.site();
  const { host } = new URL(origin);
  const accepted = await askForToken(services, host, settings.iamEndpoint());
  if (accepted === undefined) return false;
  await session.signIn(origin, accepted.token, accepted.holder);
  void vscode.window.showInformationMessage(
    accepted.holder === undefined
      ? vscode.l10n.t(
          'You are signed in to COC ({0}). IAM did not tell whose token it is, so enter the Creator yourself.',
          host,
        )
      : vscode.l10n.t('You are signed in to COC ({0}) as {1}.', host, plain(accepted.holder.userName)),
  );
  return true;
}

interface Accepted {
  readonly token: string;
  readonly holder: TokenHolder | undefined;
}

/** The box stays open, with what is in it, until the token is accepted or the person gives up. */
function askForToken(
  services: TokenServices,
  host: string,
  iamEndpoint: string | undefined,
): Promise<Accepted | undefined> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Sign In to COC ({0})', host);
  box.prompt = vscode.l10n.t('Paste the token that IAM gave you (the header X-Subject-Token of its answer).');
  box.placeholder = 'MII...';
  box.password = true;
  box.ignoreFocusOut = true;
  return new Promise((resolve, reject) => {
    const check = async () => {
      const token = box.value.trim();
      if (!isPlausibleToken(token)) {
        box.validationMessage = vscode.l10n.t(
          'This is not a token: one has at least 16 printable characters and no blanks. Copy it again as a whole.',
        );
        return;
      }
      const holder = await busyWhile(box, () => askIam(services, iamEndpoint, token));
      if (holder === 'refused') {
        box.validationMessage = vscode.l10n.t(
          'IAM does not accept this token: it is damaged or has expired. Paste a new one.',
        );
        return;
      }
      resolve({ token, holder });
      box.hide();
    };
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(() => {
      if (box.busy) return;
      check().catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        box.hide();
      });
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

async function busyWhile<T>(box: vscode.InputBox, work: () => Promise<T>): Promise<T> {
  box.busy = true;
  box.enabled = false;
  try {
    return await work();
  } finally {
    box.busy = false;
    box.enabled = true;
  }
}

/** Only a clear no of IAM counts: when it cannot be asked, COC itself will judge the token. */
async function askIam(
  { log, settings, checkToken }: TokenServices,
  iamEndpoint: string | undefined,
  token: string,
): Promise<TokenHolder | undefined | 'refused'> {
  if (iamEndpoint === undefined) return undefined;
  const outcome = await checkToken(iamEndpoint, token, settings.requestTimeout());
  log.info(`check of the token: ${describeForLog(outcome)}`);
  if (outcome.kind === 'valid') return outcome.holder;
  return isClearNo(outcome) ? 'refused' : undefined;
}

/** 401 to the caller's token, 404 to the token asked about: it is the same one here. */
function isClearNo(outcome: TokenOutcome): boolean {
  return outcome.kind === 'rejected' && (outcome.httpStatus === 401 || outcome.httpStatus === 404);
}
