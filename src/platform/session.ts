import type { TokenHolder } from '../coc/outcome.ts';
import type { Event } from '../shared/event.ts';

/** Who is signed in at the present endpoint. The secret itself is only handed to the client. */
export interface Session {
  readonly onDidChange: Event<void>;
  /** Undefined while it is not known yet, right after the start. */
  readonly signedIn: boolean | undefined;
  /** The signed-in user where IAM told it. */
  holder(): Promise<TokenHolder | undefined>;
}
