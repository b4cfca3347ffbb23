/** Lines as they stand in a report: without what costs room and says nothing. */

/** Addresses and offsets of machine code, indentation, run-time paths' scheme. */
export function tidyFrame(text: string): string {
  return text
    .replace(/^[\s|+]+/, '')
    .trim()
    .replace(/^((?:==\d+== +)?#?\d*:? +|==\d+== +(?:at|by) +)0x[0-9a-fA-F]+(?: in |: | - )/, '$1')
    .replace(/^==\d+== +/, '')
    .replace(/ \(BuildId: [0-9a-f]+\)$/, '')
    .replace(/ \+0x[0-9a-f]+$/, '')
    .replace(/\((?:(?:0x[0-9a-f]+|\.\.\.|\{(?:0x[0-9a-f]+|, |\.\.\.|\{|\})*\})\??(?:, )?)+\)$/, '(...)')
    .replace(/ ~?\[[^\]]*\]$/, '');
}

/** Keeps how deep a line is indented, at most two blanks, so that a trace still reads as one. */
export function tidyLine(text: string): string {
  const bare = text.trimEnd().replace(/^(?:[│|] |(?:\s*[|+])+(?= ))/, '');
  const trimmed = bare.trimStart().replace(/ at pc 0x[0-9a-f]+ bp 0x[0-9a-f]+ sp 0x[0-9a-f]+$/, '');
  // Columns of a table cost room only where the line is long.
  const narrow = trimmed.length > WIDE ? trimmed.replace(/(\S)[ \t]{3,}(?=\S)/g, '$1  ') : trimmed;
  return (bare.length > trimmed.length ? '  ' : '') + narrow;
}

const WIDE = 120;
const TELLING = /^(?:msg|message|reason|error|stderr|exception|module_stderr|rc|code|status|details?)$/i;

/** A message whose end is an object of dozens of values, as Ansible prints it: only what says why. */
export function unfold(text: string): string {
  const from = text.length > 200 && text.length < MAX_UNFOLDED ? text.search(/[{]"/) : -1;
  if (from < 0 || !text.trimEnd().endsWith('}')) return text;
  const value = parsed(text.slice(from));
  if (typeof value !== 'object' || value === null) return text;
  const telling = Object.entries(value).filter(
    ([key, child]) => TELLING.test(key) && child !== '' && typeof child !== 'object',
  );
  if (telling.length === 0) return text;
  return (
    text.slice(0, from) + telling.map(([key, child]) => `${key}=${String(child).trim().replace(/\s+/g, ' ')}`).join(' ')
  );
}

const MAX_UNFOLDED = 100_000;

/** Undefined for what only looks like JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
