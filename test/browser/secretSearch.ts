import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Files below the folders that hold the secret or a telling piece of it, as it is or in an encoding a log might use. */
export function filesWith(secret: string, folders: readonly string[]): Promise<readonly string[]> {
  const middle = secret.slice(secret.length / 2, secret.length / 2 + 40);
  return search([secret, middle, beginning(secret)], folders);
}

/** The same for the beginnings of many secrets: tokens that begin alike are one. */
export function filesWithAny(secrets: readonly string[], folders: readonly string[]): Promise<readonly string[]> {
  return search([...new Set(secrets.map(beginning))], folders);
}

const beginning = (secret: string): string => secret.slice(0, 24);

async function search(pieces: readonly string[], folders: readonly string[]): Promise<readonly string[]> {
  const needles = needlesOf(pieces);
  const found: string[] = [];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const bytes = await readFile(file);
      if (needles.some((needle) => bytes.includes(needle))) found.push(path.relative(folder, file));
    }
  }
  return found;
}

function needlesOf(pieces: readonly string[]): readonly Buffer[] {
  const texts = pieces.flatMap((piece) => [
    piece,
    encodeURIComponent(piece),
    JSON.stringify(piece).slice(1, -1),
    ...inBase64(piece),
  ]);
  // Browsers and VS Code keep some texts with two bytes a character.
  return [...new Set(texts)].flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
}

/** As it stands within the base64 of a longer text: where it begins in there shifts all its characters. */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.from(`${'.'.repeat(before)}${text}`).toString('base64');
    // Characters that the neighbours have a part in are left out.
    const own = encoded.slice(before === 0 ? 0 : 4, Math.floor(((before + text.length) * 8) / 24) * 4);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
