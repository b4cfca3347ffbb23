import type { ExtensionContext } from 'vscode';
import type { Command } from './contributions.ts';
import * as account from './features/account/index.ts';
import * as changes from './features/changes/index.ts';
import * as connection from './features/connection/index.ts';
import * as drafts from './features/drafts/index.ts';
import * as reportIncident from './features/reportIncident/index.ts';
import * as ticketDetails from './features/ticketDetails/index.ts';
import * as ticketLinks from './features/ticketLinks/index.ts';
import * as tickets from './features/tickets/index.ts';
import { createServices } from './makeServices.ts';
import { expectAllCommands, runCommand } from './platform/commands.ts';

/** What VS Code comes to through the extension's entry. */
export interface App {
  runCommand(id: Command, args: readonly unknown[]): Promise<unknown>;
}

/** Makes the services and registers the features. Nothing is read from disk or network before it returns. */
export function startApp(context: ExtensionContext): App {
  const { services, start } = createServices(context);
  context.subscriptions.push(
    account.register(services),
    reportIncident.register(services),
    tickets.register(services, context.globalState),
    ticketDetails.register(services),
    ticketLinks.register(services),
    changes.register(services),
    drafts.register(services),
    connection.register(services),
  );
  expectAllCommands();
  start();
  return { runCommand };
}
