/** What is asked for on each way to sign in. IAM judges it before it is kept. */
import * as vscode from 'vscode';
import { checkToken, identifyKeys, isPlausibleToken, issueToken } from '../../coc/iam.ts';
import type { Failure } from '../../coc/outcome.ts';
import { isSignInRefused } from '../../coc/outcome.ts';
import type { Credentials } from '../../platform/credentials.ts';
import { withToken } from '../../platform/credentials.ts';
import { describeForLog } from '../../platform/log.ts';
import { describeFailure } from '../../platform/messages.ts';
import { SettingError } from '../../platform/settings.ts';
import { plain } from '../../platform/text.ts';
import type { Services } from '../../services.ts';
import { Secret } from '../../shared/secret.ts';
import { ask } from './ask.ts';

export interface Signing extends Pick<Services, 'log' | 'session' | 'settings' | 'fetch'> {
  readonly title: string;
  /** Of the site that the title names. */
  readonly iamEndpoint: string | undefined;
}

/** Undefined: the person gave up. */
type Way = (signing: Signing) => Promise<Credentials | undefined>;

export const byToken: Way = async ({ title, iamEndpoint, log, settings, fetch }) => {
  let credentials: Credentials | undefined;
  const check = async (answer: string) => {
    if (!isPlausibleToken(answer)) {
      return vscode.l10n.t('This is not a token. Copy it again as a whole.');
    }
    const token = new Secret(answer);
    credentials = { kind: 'token', token };
    if (iamEndpoint === undefined) return undefined;
    const outcome = await checkToken(fetch, iamEndpoint, token, settings.requestTimeout());
    log.info(`check of the token: ${describeForLog(outcome)}`);
    if (outcome.kind === 'valid') credentials = { kind: 'token', token, holder: outcome.holder };
    // Only a clear no of IAM counts, 404 to the token asked about: when it cannot be asked, COC will judge the token.
    const isRefused = isSignInRefused(outcome) || (outcome.kind === 'rejected' && outcome.httpStatus === 404);
    return isRefused
      ? vscode.l10n.t('IAM does not accept this token: it is damaged or has expired. Paste a new one.')
      : undefined;
  };
  const prompt = vscode.l10n.t('Paste the token that IAM gave you (the header X-Subject-Token of its answer).');
  const answers = await ask(title, [{ prompt, placeholder: 'MII...', isSecret: true, check }]);
  return answers && credentials;
};

export const byPassword: Way = async ({ title, iamEndpoint, log, session, settings, fetch }) => {
  if (iamEndpoint === undefined) throw new SettingError('cocIncidents.iamEndpoint', 'missing');
  let credentials: Credentials | undefined;
  const holder = await session.holder();
  const given = (answer: string) => (answer === '' ? vscode.l10n.t('This is needed.') : undefined);
  const check = async (answer: string, [domainName = '', userName = '', project]: readonly string[]) => {
    if (answer === '') return given(answer);
    const password = { iamEndpoint, userName, domainName, password: new Secret(answer), ...(project && { project }) };
    const outcome = await issueToken(fetch, iamEndpoint, password, settings.requestTimeout());
    log.info(`sign-in with a password: ${describeForLog(outcome)}`);
    if (outcome.kind === 'issued') {
      credentials = withToken({ kind: 'password', ...password }, outcome, Date.now());
      return undefined;
    }
    return isSignInRefused(outcome)
      ? vscode.l10n.t(
          'IAM does not accept account, user name, password or project. Go back and check them. IAM says: {0}',
          outcome.kind === 'rejected' ? plain(outcome.errorMsg ?? '') : '',
        )
      : notAnswered(outcome);
  };
  const answers = await ask(title, [
    {
      prompt: vscode.l10n.t('Account name (domain)'),
      ...(holder?.domainName && { value: holder.domainName }),
      check: given,
    },
    { prompt: vscode.l10n.t('IAM user name'), ...(holder && { value: holder.userName }), check: given },
    { prompt: vscode.l10n.t('Project, for example cn-north-4. Leave it empty for the whole account.') },
    {
      prompt: vscode.l10n.t('Password. It is kept in the secret storage of VS Code.'),
      isSecret: true,
      isVerbatim: true,
      check,
    },
  ]);
  return answers && credentials;
};

export const byKeys: Way = async ({ title, iamEndpoint, log, settings, fetch }) => {
  let credentials: Credentials | undefined;
  const check = async (answer: string, [accessKey = '', secretKey = '']: readonly string[]) => {
    const keys = {
      accessKey,
      secretKey: new Secret(secretKey),
      ...(answer && { securityToken: new Secret(answer) }),
    };
    credentials = { kind: 'keys', ...keys };
    if (iamEndpoint === undefined) return undefined;
    const outcome = await identifyKeys(fetch, iamEndpoint, keys, settings.requestTimeout(), Date.now);
    log.info(`check of the keys: ${describeForLog(outcome)}`);
    if (outcome.kind === 'identified') {
      const { domainId, holder } = outcome;
      credentials = { ...credentials, ...(domainId && { domainId }), ...(holder && { holder }) };
      return undefined;
    }
    if (isSignInRefused(outcome)) return vscode.l10n.t('IAM does not accept these keys. Go back and enter them again.');
    return outcome.kind === 'rejected' && outcome.clockBehind !== undefined ? notAnswered(outcome) : undefined;
  };
  // What cannot be part of a header, or has a blank in it, was not copied as a whole.
  const whole = (answer: string) =>
    /^[\x21-\x7e]{8,}$/.test(answer) ? undefined : vscode.l10n.t('This is not a key. Copy it again as a whole.');
  const answers = await ask(title, [
    { prompt: vscode.l10n.t('Access key ID (AK)'), check: whole },
    { prompt: vscode.l10n.t('Secret access key (SK)'), isSecret: true, check: whole },
    {
      prompt: vscode.l10n.t('Security token, for temporary keys only. Leave it empty otherwise.'),
      isSecret: true,
      check: async (answer, before) => (answer && whole(answer)) || (await check(answer, before)),
    },
  ]);
  return answers && credentials;
};

function notAnswered(failure: Failure): string {
  const isSaid = failure.kind === 'rejected' && failure.clockBehind === undefined && failure.errorMsg;
  return isSaid ? vscode.l10n.t('IAM refused: {0}', plain(isSaid)) : describeFailure(failure, 'signIn').text;
}
