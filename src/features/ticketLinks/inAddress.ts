/** Characters before a number that are looked at. */
const LONGEST_ADDRESS = 300;

/** A number in an address is part of that: VS Code makes a link of the whole, which a link of ours would take away. */
export function isInAddress(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_ADDRESS), start);
  return /[a-z]:\/\/[^\s"'<>()[\]{}|`，。；、]*$/i.test(before.slice(before.lastIndexOf('://') - 1));
}
