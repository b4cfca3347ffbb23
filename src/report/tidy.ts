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
  return (bare.length > trimmed.length ? '  ' : '') + trimmed.replace(/(\S)[ \t]{3,}(?=\S)/g, '$1  ');
}
