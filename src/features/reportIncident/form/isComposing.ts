/**
 * Whether a key belongs to an input method that is composing a character: its Enter takes the word, no more.
 * Safari ends the composition before the key event and tells by 229 alone.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
