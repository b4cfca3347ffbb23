/** What features can ask for. Each feature takes only what it uses: `register({ log }: Pick<Services, 'log'>)`. */
import type { LogOutputChannel } from 'vscode';
import type { Fetch } from './coc/http.ts';
import type { Choices } from './platform/choices.ts';
import type { Incidents } from './platform/incidents.ts';
import type { Found, Lookup } from './platform/lookup.ts';
import type { Pages } from './platform/pages.ts';
import type { Session } from './platform/session.ts';
import type { Settings } from './platform/settings.ts';
import type { Sight } from './platform/sight.ts';
import type { Emitter } from './shared/event.ts';
import type { DraftRecord } from './store/draftRecord.ts';
import type { RecordFolder } from './store/recordFolder.ts';
import type { RefreshRecord } from './store/refreshRecord.ts';
import type { SignInRecord } from './store/signInRecord.ts';
import type { TicketRecord } from './store/ticketRecord.ts';

export interface Services {
  readonly log: LogOutputChannel;
  /** The user's settings, checked. */
  readonly settings: Settings;
  /** Who is signed in at the present endpoint. */
  readonly session: Session;
  /** Who is signed in where, without secrets; keys are origins. */
  readonly signIns: RecordFolder<SignInRecord>;
  /** VS Code's own, for what is not asked through `incidents`. */
  readonly fetch: Fetch;
  /** Asks COC and keeps what it says in the store. */
  readonly incidents: Incidents;
  /** What of ours can be seen in this window. */
  readonly sight: Sight;
  /** Tracked tickets on disk; keys by `ticketKey`. */
  readonly tickets: RecordFolder<TicketRecord>;
  /** What the windows tell each other of refreshes; keys are origins. */
  readonly refreshes: RecordFolder<RefreshRecord>;
  /** Drafts on disk; keys are their ids. */
  readonly drafts: RecordFolder<DraftRecord>;
  /** Ids of the drafts that the person throws away in this window: their forms close. */
  readonly discarded: Emitter<string>;
  /** Finds the tickets of reports whose answer was lost. */
  readonly lookup: () => Promise<Lookup>;
  /** What this window found of them. */
  readonly found: Emitter<Found>;
  /** What the form offers: from settings, from answers and from earlier reports. */
  readonly choices: () => Promise<Choices>;
  /** Makes webview panels. */
  readonly pages: Pages;
}
