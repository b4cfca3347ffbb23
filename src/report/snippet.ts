/** A piece of text that shows trouble, with where it is from. Plain data: VS Code was asked once. */
export interface Snippet {
  readonly text: string;
  /** Path relative to the workspace, or the file's name outside of one; absent for text without a file. */
  readonly path?: string;
  /** 1-based, both included. */
  readonly lines?: { readonly first: number; readonly last: number };
  /** VS Code's language id, for example `python`; absent for plain text and logs. */
  readonly languageId?: string;
}

/** `src/app.py:10-24 (python)`, or undefined when nothing is known of the origin. */
export function snippetLabel({ path, lines, languageId }: Snippet): string | undefined {
  if (path === undefined) return undefined;
  const range =
    lines === undefined ? '' : lines.first === lines.last ? `:${lines.first}` : `:${lines.first}-${lines.last}`;
  const language = languageId === undefined ? '' : ` (${languageId})`;
  return `${path}${range}${language}`;
}
