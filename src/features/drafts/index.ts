/** Reports that are not tickets yet: the view Drafts, and throwing drafts away. */
import * as vscode from 'vscode';
import { Command } from '../../contributions.ts';
import { readDraftIds } from '../../platform/commandArguments.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { Services } from '../../services.ts';
import { discardDrafts } from './discard.ts';
import { createDraftsView } from './view.ts';

type DraftsServices = Pick<Services, 'log' | 'settings' | 'drafts' | 'discarded'>;

export function register(services: DraftsServices): vscode.Disposable {
  return vscode.Disposable.from(
    createDraftsView(services),
    registerCommand(services.log, Command.discardDraft, (...args) => discardDrafts(services, readDraftIds(args))),
  );
}
