/**
 * Clicks and keys that reach what they are meant for, or nothing. VS Code builds rows anew under the pointer, closes
 * what is open at the top of the window and gives the focus elsewhere whenever something of its own has just come to an
 * end: an editor that closes, a debugger that stops. What a step needs may be gone before the step; so steps are
 * repeated until they hold, and the one with the effect comes last and tells whether it got there.
 */
import { expect as anyExpect, type ElementHandle, type Locator } from '@playwright/test';

/** A busy machine takes its time; what is waited for comes or does not. */
export const expect = anyExpect.configure({ timeout: 20_000 });

/** Milliseconds after which a step that has not led on is tried anew. */
export const oneTry = 3000;

/** Does steps until all hold in one go. */
export async function repeat(steps: () => Promise<void>): Promise<void> {
  await anyExpect(steps).toPass({ timeout: 45_000 });
}

interface ClickOptions {
  /**
   * What shows that it was reached. With `click` the button was down on it, too: for what acts on nothing less, and is
   * still there when it has acted.
   */
  readonly proof?: 'mouseup' | 'click';
  readonly modifiers?: 'Control'[];
}

/**
 * One click. Fails, to be repeated, if the element was gone before the button was up: then nothing came of it. Not for
 * the text of an editor, which has all of the pointer while a button is down.
 */
export async function clickOnce(target: Locator, { proof = 'mouseup', ...options }: ClickOptions = {}): Promise<void> {
  await reaches(target, proof, (element) => element.click({ ...options, timeout: oneTry }));
}

/** A click with exactly one effect. */
export async function click(target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  await repeat(() => clickOnce(target));
}

/** Presses a key in the element that has the focus, or gets it. Fails, to be repeated, if it would have gone elsewhere. */
export async function pressOnce(target: Locator, key: string): Promise<void> {
  await reaches(target, 'keydown', (element) => element.press(key, { timeout: oneTry }));
}

/** A key with exactly one effect. */
export async function press(target: Locator, key: string): Promise<void> {
  await expect(target).toBeVisible();
  await repeat(() => pressOnce(target, key));
}

/** Watches whether the event comes to the very element it is for; a key for another one is held back. */
async function reaches(
  target: Locator,
  type: 'mouseup' | 'click' | 'keydown',
  act: (element: ElementHandle<Node>) => Promise<void>,
): Promise<void> {
  // One like it that VS Code puts in its place meanwhile is another one: the locator would find that, the watch not.
  const handle = await target.elementHandle({ timeout: oneTry });
  if (handle === null) throw new Error(`There is no ${target}.`);
  const watch = await handle.evaluateHandle(
    (element, { type, patience }) => {
      let stop: (reached: boolean) => void = () => undefined;
      const promise = new Promise<boolean>((resolve) => {
        const look = (event: Event): void => {
          if (event instanceof KeyboardEvent && ['Control', 'Shift', 'Alt'].includes(event.key)) return;
          const reached = event.composedPath().includes(element);
          if (!reached && type === 'keydown') {
            event.preventDefault();
            event.stopImmediatePropagation();
          }
          stop(reached);
        };
        stop = (reached) => {
          removeEventListener(type, look, true);
          resolve(reached);
        };
        addEventListener(type, look, true);
        // It may have gone to a page within this one, which tells nothing.
        setTimeout(() => stop(false), patience);
      });
      return { promise, stop };
    },
    { type, patience: 2 * oneTry },
  );
  const reached = watch.evaluate(({ promise }) => promise);
  try {
    await act(handle);
  } catch (error) {
    await watch.evaluate(({ stop }) => stop(false));
    throw error;
  }
  if (!(await reached)) throw new Error(`The ${type} did not reach ${target}.`);
}
