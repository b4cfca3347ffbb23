import type { Access } from '../coc/client.ts';
import type { Session } from './session.ts';
import type { SignInReason } from './signIn.ts';

/** Where and how COC is asked. */
export interface SiteAccess extends Access {
  readonly origin: string;
  /** Of the sign-in, without its secret: what has the same is accepted and refused together. */
  readonly stamp: string;
}

export interface AccessParts {
  readonly session: Pick<Session, 'access' | 'renew'>;
  /** Asks the person to sign in; true when they did. */
  readonly askToSignIn: (reason: SignInReason) => Promise<boolean>;
}

export interface AccessOptions<T> {
  /** Whether the person may be asked; without it only what needs nobody is tried. */
  readonly mayAsk: boolean;
  readonly isRefused: (result: T) => boolean;
}

/**
 * Does something at the present site. When the sign-in is refused in the middle of it, it is renewed or asked for anew,
 * and the same is done once more: `run` may go to another site then, when the settings changed meanwhile.
 * @returns undefined when nobody is signed in.
 */
export async function withAccess<T>(
  { session, askToSignIn }: AccessParts,
  run: (access: SiteAccess) => Promise<T>,
  { mayAsk, isRefused }: AccessOptions<T>,
): Promise<T | undefined> {
  const ask = async (reason: SignInReason) => mayAsk && (await askToSignIn(reason));
  let access = await session.access();
  if (access === undefined && (await ask('missing'))) access = await session.access();
  if (access === undefined) return undefined;
  const result = await run(access);
  if (!isRefused(result)) return result;
  const isRenewed = (await session.renew(access)) || (await ask('refused'));
  const renewed = isRenewed ? await session.access() : undefined;
  return renewed === undefined ? result : await run(renewed);
}
