/** Reads what is checked out from the files that git keeps, without git. No vscode: what reads files is passed in. */

export interface Checkout {
  /** Whole, in hexadecimal digits. */
  readonly commit: string;
  /** Absent where no branch is checked out. */
  readonly branch?: string;
}

/**
 * Paths have slashes and begin with one, on Windows too (`/c:/work`). Gives a file's text, `'folder'` as a kind, or
 * undefined for what is not there, cannot be read or is larger than any file of git's that matters here.
 */
export type ReadGitFile = (path: string) => Promise<{ readonly text: string } | 'folder' | undefined>;

/** Folders above a file that are looked into. */
const MAX_PARENTS = 40;

/** What is checked out where the file is; undefined outside of a repository, or where it cannot be told. */
export async function readCheckout(file: string, read: ReadGitFile): Promise<Checkout | undefined> {
  let folder = parentOf(file);
  for (let step = 0; step < MAX_PARENTS && folder !== undefined; step++) {
    const found = await read(`${folder}/.git`);
    if (found !== undefined) {
      const git = found === 'folder' ? `${folder}/.git` : pointedTo(folder, /^gitdir: (.+)$/m.exec(found.text)?.[1]);
      return git === undefined ? undefined : await readHead(git, read);
    }
    folder = folder === '' ? undefined : parentOf(folder);
  }
  return undefined;
}

/** The root is the empty text, so that its children's paths begin with one slash. */
function parentOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
}

async function readHead(git: string, read: ReadGitFile): Promise<Checkout | undefined> {
  const head = await textOf(`${git}/HEAD`, read);
  // A worktree has a HEAD of its own, and shares the branches.
  const common = pointedTo(git, await textOf(`${git}/commondir`, read)) ?? git;
  const ref = head === undefined ? undefined : refIn(head);
  const commit = ref === undefined ? head : await commitOf(ref, common, read);
  if (commit === undefined || !COMMIT.test(commit)) return undefined;
  const branch = ref?.replace(/^refs\/heads\//, '');
  return { commit, ...(branch !== undefined && { branch }) };
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A file that a stranger wrote must not name one outside of git's own. */
function refIn(text: string): string | undefined {
  const ref = /^ref: (refs\/.+)$/.exec(text)?.[1];
  return ref === undefined || ref.split('/').includes('..') ? undefined : ref;
}

/** A name that stands for another one. */
const MAX_SYMBOLIC = 5;

async function commitOf(name: string, git: string, read: ReadGitFile): Promise<string | undefined> {
  let ref = name;
  for (let step = 0; step < MAX_SYMBOLIC; step++) {
    const text = await textOf(`${git}/${ref}`, read);
    if (text === undefined) return packed(ref, await read(`${git}/packed-refs`));
    const next = refIn(text);
    if (next === undefined) return text;
    ref = next;
  }
  return undefined;
}

function packed(ref: string, file: Awaited<ReturnType<ReadGitFile>>): string | undefined {
  if (file === undefined || file === 'folder') return undefined;
  const end = file.text.replaceAll('\r', '').concat('\n').split(` ${ref}\n`, 1)[0] ?? '';
  return end.slice(end.lastIndexOf('\n') + 1);
}

/** The first line of a file, which is all that counts. */
async function textOf(path: string, read: ReadGitFile): Promise<string | undefined> {
  const file = await read(path);
  return file === undefined || file === 'folder' ? undefined : file.text.split(/[\r\n]/, 1)[0]?.trim();
}

/** Where a file of git's points to: absolute, also with a drive, or from where it stands. */
function pointedTo(folder: string, target: string | undefined): string | undefined {
  const path = target?.trim().replaceAll('\\', '/');
  // Two slashes begin the name of another machine, which nothing that is merely read may call.
  if (path === undefined || path === '' || path.startsWith('//')) return undefined;
  if (/^[a-z]:\//i.test(path)) return `/${path}`;
  const parts = (path.startsWith('/') ? path : `${folder}/${path}`).split('/');
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '..') kept.pop();
    else if (part !== '.' && part !== '') kept.push(part);
  }
  return `/${kept.join('/')}`;
}
