import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { repoRoot } from '../host/install.ts';

export type Language = 'en' | 'zh';

/** Gives the text that stands for an English one: titles and labels of the manifest, and whole sentences of ours. */
export async function wordsIn(language: Language): Promise<(english: string) => string> {
  if (language === 'en') return (english) => english;
  const titles = await readTexts('package.nls.json');
  const chineseTitles = await readTexts('package.nls.zh-cn.json');
  const sentences = await readTexts('l10n/bundle.l10n.zh-cn.json');
  const ofTitle = new Map(Object.entries(titles).map(([key, english]) => [english, chineseTitles[key]]));
  return (english) => {
    const chinese = sentences[english] ?? ofTitle.get(english);
    if (chinese === undefined) throw new Error(`There is no Chinese text for "${english}".`);
    return chinese;
  };
}

async function readTexts(file: string): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await readFile(path.join(repoRoot, file), 'utf8')) as Record<string, string>;
}
