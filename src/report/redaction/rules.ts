/** All rules of redaction: what each is for is its name; whole blocks first, then what tells by itself, then names. */
import { assignments } from './assignments.ts';
import { commandRules } from './commands.ts';
import { headerRules } from './headers.ts';
import { keyBlocks } from './keyBlocks.ts';
import { proseRules } from './prose.ts';
import type { Rule } from './rule.ts';
import { tokenRules } from './tokens.ts';
import { urlRules } from './urls.ts';

export const RULES: readonly Rule[] = [
  keyBlocks,
  ...tokenRules,
  ...headerRules,
  ...urlRules,
  ...commandRules,
  assignments,
  ...proseRules,
];
