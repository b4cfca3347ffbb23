/** A piece of text that shows trouble, with where it is from. Plain data: VS Code was asked once. */
export interface Snippet {
  readonly text: string;
  /** Path relative to the workspace, or the file's name outside of one; absent for text without a file. */
  readonly path?: string;
  /** What is named instead of a path, for example `Terminal: bash`. */
  readonly origin?: string;
  /** 1-based, both included. */
  readonly lines?: { readonly first: number; readonly last: number };
  /** A person named the file, not these lines: the report names those of its event instead. */
  readonly ofFile?: boolean;
  /** VS Code's language id, for example `python`; absent for plain text and logs. */
  readonly languageId?: string;
  /** 1-based line of `text` where the cursor stands; in source code the lines around it matter most. */
  readonly cursorLine?: number;
  /** What is checked out where the file is. */
  readonly git?: { readonly commit: string; readonly branch?: string };
  /** The file holds changes that were not saved. */
  readonly dirty?: boolean;
  /** What was run in a terminal; `text` is what it printed. */
  readonly command?: RunCommand;
}

export interface RunCommand {
  /** As it was typed, over several lines too; empty when the shell did not tell. */
  readonly line: string;
  /** The whole path of the working directory. */
  readonly cwd?: string;
  /** Absent when the shell told none. */
  readonly exitCode?: number;
  /** Milliseconds since 1970. */
  readonly endedAt?: number;
}

/** `src/app.py:10-24, a1b2c3d on main, unsaved`, or undefined when nothing is known of the origin. */
export function snippetLabel({ path, origin, lines, git, dirty }: Snippet): string | undefined {
  if (path === undefined) return origin === undefined ? undefined : origin + checkedOut(git);
  const range =
    lines === undefined ? '' : lines.first === lines.last ? `:${lines.first}` : `:${lines.first}-${lines.last}`;
  return `${path}${range}${checkedOut(git)}${dirty === true ? ', unsaved' : ''}`;
}

/** `, a1b2c3d on main` */
export function checkedOut(git: Snippet['git']): string {
  if (git === undefined) return '';
  const branch = git.branch === undefined ? '' : ` on ${git.branch}`;
  return `, ${git.commit.slice(0, SHORT_COMMIT)}${branch}`;
}

/** As git itself shortens a commit. */
const SHORT_COMMIT = 7;
