/** Scores a composer against the facts of a corpus, beside plain truncation. A fact is kept if one of its texts is. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compose } from './composer.ts';

interface Fact {
  readonly what: string;
  readonly anyOf: readonly string[];
}

interface Meta {
  readonly name: string;
  readonly kind: string;
  /** Only in the corpus of our own; elsewhere told by the name. */
  readonly family?: string;
  readonly fileName?: string;
  readonly startLine?: number;
  readonly languageId?: string;
  readonly facts: readonly Fact[];
}

export interface Scored {
  readonly name: string;
  readonly family: string;
  readonly facts: number;
  readonly kept: Readonly<Record<Method, number>>;
  readonly missed: readonly string[];
  readonly description: string;
}

export const METHODS = ['ours', 'head', 'tail', 'both'] as const;
export type Method = (typeof METHODS)[number];

export const LIMIT = 600;

export function scoreCorpus(folder: 'dev' | 'own'): Scored[] {
  const root = path.join(__dirname, folder);
  return readdirSync(root)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const meta = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Meta;
      return score(meta, readFileSync(path.join(root, file.replace(/json$/, 'txt')), 'utf8'));
    });
}

function score(meta: Meta, text: string): Scored {
  const description = compose({ ...meta, text, maxLength: LIMIT });
  const results: Record<Method, string> = {
    ours: description,
    head: head(text, LIMIT),
    tail: tail(text, LIMIT),
    both: both(text),
  };
  const keeps = (result: string) => meta.facts.filter(({ anyOf }) => anyOf.some((each) => result.includes(each)));
  const kept = Object.fromEntries(METHODS.map((method) => [method, keeps(plain(results[method])).length]));
  const found = new Set(keeps(description));
  return {
    name: meta.name,
    family: meta.family ?? familyOf(meta.name),
    facts: meta.facts.length,
    kept: kept as Record<Method, number>,
    missed: meta.facts.filter((fact) => !found.has(fact)).map(({ what }) => what),
    description,
  };
}

const FAMILY_OF: readonly (readonly [RegExp, string])[] = [
  [/^(?:java|maven)-/, 'java'],
  [/^py-/, 'python'],
  [/^(?:node|npm)-/, 'node'],
  [/^(?:code)-/, 'code'],
  [/^(?:go|k8s)-/, 'go'],
  [/^rust-/, 'rust'],
  [/^(?:c|cpp)-/, 'native'],
  [/^ruby-/, 'ruby'],
  [/^php-/, 'php'],
  [/^perl-/, 'perl'],
  [/^lua-/, 'lua'],
  [/^(?:bash|make)-/, 'shell'],
  [/^(?:nginx|postgres|redis)-/, 'web'],
];

function familyOf(name: string): string {
  return FAMILY_OF.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

const ANSI = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-9;]*[A-Za-z]`, 'g');

function plain(text: string): string {
  return text.replace(ANSI, '');
}

/** By characters, as the simplest tools do it. */
function head(text: string, limit: number): string {
  return Array.from(text.slice(0, limit * 2))
    .slice(0, limit)
    .join('');
}

function tail(text: string, limit: number): string {
  return Array.from(text.slice(-limit * 2))
    .slice(-limit)
    .join('');
}

function both(text: string): string {
  if (Array.from(text).length <= LIMIT) return text;
  const mark = '\n...\n';
  const room = LIMIT - mark.length;
  return head(text, Math.ceil(room / 2)) + mark + tail(text, Math.floor(room / 2));
}
