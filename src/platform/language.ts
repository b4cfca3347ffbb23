import { env } from 'vscode';
import type { NameLanguage } from '../coc/enumerations.ts';

/** VS Code's display language, of which COC's names know two. */
export function nameLanguage(): NameLanguage {
  return env.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
