/** Source code as a source: the lines around the cursor, with what holds them. */
import type { Part } from './part.ts';

const EXTENSIONS =
  /\.(?:py|[cm]?[jt]sx?|java|kts?|scala|groovy|go|rs|c|cc|cpp|cxx|h|hpp|cs|fs|vb|php|rb|pl|pm|lua|sh|bash|zsh|ps1|sql|ya?ml|toml|tf|hcl|xml|html?|vue|svelte|css|scss|less|swift|m|mm|dart|ex|exs|erl|hs|clj|r|jl|proto|graphql|gradle|cmake|conf|ini|json|properties)$|(?:^|\/)(?:Dockerfile|Makefile|Jenkinsfile)[^/]*$/i;
const NOT_CODE = new Set([
  '',
  'plaintext',
  'log',
  'Log',
  'output',
  'code-text-binary',
  'search-result',
  'markdown',
  'csv',
  'diff',
  'jsonl',
]);

export function isCode(languageId: string | undefined, path: string | undefined): boolean {
  if (languageId !== undefined) return !NOT_CODE.has(languageId);
  return path !== undefined && EXTENSIONS.test(path);
}

/** What the code is part of: its first function, class or the like. */
export function definitionIn(text: string): string | undefined {
  const lines = text.split('\n', MAX_LINES);
  return lines.find((line) => DEFINITION.test(line) || METHOD.test(line))?.trim();
}

/** `cursorLine` counts from 1 within the text. */
export function codeParts(text: string, cursorLine: number | undefined): Part[] {
  const lines = text.split('\n', MAX_LINES).map((line) => line.replace(/\r$/, '').replace(/\t/g, '  ').trimEnd());
  const depth = Math.min(...lines.filter((line) => line !== '').map(indent), MAX_INDENT);
  const unit = lines
    .map(indent)
    .filter((width) => width > depth)
    .reduce((least, width) => Math.min(least, width - depth), 8);
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const level = Math.round((indent(line) - depth) / Math.max(1, unit));
    return [
      {
        order: index,
        index,
        text: ' '.repeat(Math.min(level, 20)) + line.trim(),
        rank: worth(line, index, level, lines.length, cursorLine),
        limit: LIMIT,
      },
    ];
  });
}

const MAX_LINES = 2000;
const MAX_INDENT = 1000;
const LIMIT = 160;

function indent(line: string): number {
  return line.length - line.trimStart().length;
}

const DEFINITION =
  /^\s*(?:(?:export|public|private|protected|internal|static|final|abstract|async|override|default|pub(?:\([a-z]+\))?|virtual|inline|suspend|sealed|data|unsafe)\s+)*(?:class|interface|struct|enum|trait|impl|def|func|fun|fn|function|module|object|type|record|sub|namespace|CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|resource|data|job|kind:|name:)\b/;
const METHOD =
  /^\s*(?:(?:public|private|protected|static|final|async|override|synchronized|virtual)\s+)+[\w<>[\],.? ]+\([^)]*\)?.*[{:]?\s*$/;
const TROUBLE =
  /\b(?:throw|raise|panic|catch|except|rescue|finally|retry|retries|timeout|sleep|lock|unwrap|expect|assert|error|Error|err|fail\w*|TODO|FIXME|XXX|HACK|BUG|limits?|max\w*|null|None|nil|await|delete|drop|kill|exit|image|memory|cpu|replicas|url|host|port|where|WHERE|JOIN|UPDATE|DELETE|SELECT|INSERT|SET)\b/;
/** A call or an assignment does something; `return value;` only says so. */
const STATEMENT = /[\w\])]\(.*\S.*\)|[^=!<>]=[^=]|:\s+\S/;
const BARE =
  /^\s*(?:[{}()[\];,]+|end|else|else:|try:|try \{|pass|\*\/|"""|'''|do|then|fi|done|begin|(?:return|break|continue)\b\s*[\w.]*;?|[)}\]]+[;,]?\s*(?:else\s*)?\{?\)?;?|\) \{\}?)\s*$/i;
const IMPORT =
  /^\s*(?:import\b|from \S+ import|#include|using \S+;|use \S+;|require\b|package \S+;?$|const .* = require\(|@\w+$|# ?!|<\?php)/;
const COMMENT = /^\s*(?:\/\/|#(?!include|!)|--|\*|\/\*|;|"""|'''|<!--)/;

function worth(line: string, index: number, level: number, count: number, cursorLine: number | undefined): number {
  const away = cursorLine === undefined ? (index / Math.max(1, count)) * 0.5 : Math.abs(index + 1 - cursorLine) / 6;
  const near = Math.min(away, 3);
  if (cursorLine !== undefined && index + 1 === cursorLine) return 0;
  if (IMPORT.test(line)) return 6;
  if (DEFINITION.test(line) || METHOD.test(line)) return 0.5 + Math.min(level, 3) * 0.2 + near * 0.2;
  if (BARE.test(line)) return 5.5;
  if (COMMENT.test(line)) return TROUBLE.test(line) ? 2 + near : 3.6 + near;
  const telling = TROUBLE.test(line) ? 1.4 : 2;
  return (STATEMENT.test(line) ? telling : telling + 1) + near;
}
