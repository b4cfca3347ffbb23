/** Stands for the module `vscode`, which only an extension host has. To be imported before what imports that. */
import Module from 'node:module';

/** What was shown to the person, in order. */
export const shown: { readonly text: string; readonly labels: readonly string[] }[] = [];

/** What the person chooses in the next question, by its label; runs after the question is shown. */
export const person: { choose: () => string | undefined } = { choose: () => undefined };

function answer(text: string, labels: readonly string[]): Promise<string | undefined> {
  shown.push({ text, labels });
  return Promise.resolve(person.choose());
}

const message = (text: string, ...rest: readonly unknown[]) =>
  answer(
    text,
    rest.filter((item) => typeof item === 'string'),
  );

async function showQuickPick<T extends { readonly label: string }>(
  items: readonly T[],
  { title }: { readonly title: string },
): Promise<T | undefined> {
  const labels = items.map(({ label }) => label);
  const chosen = await answer(title, labels);
  return items.find(({ label }) => label === chosen);
}

/** An input box as the test answers it. */
export class InputBox {
  title = '';
  prompt = '';
  value = '';
  password = false;
  busy = false;
  validationMessage: string | undefined;
  isOpen = false;
  readonly #told = { change: [], accept: [], button: [], hide: [] } as Record<string, (() => void)[]>;

  onDidChangeValue = (listener: () => void) => this.#told['change']?.push(listener);
  onDidAccept = (listener: () => void) => this.#told['accept']?.push(listener);
  onDidTriggerButton = (listener: () => void) => this.#told['button']?.push(listener);
  onDidHide = (listener: () => void) => this.#told['hide']?.push(listener);

  show(): void {
    this.isOpen = true;
  }

  hide(): void {
    this.isOpen = false;
    this.tell('hide');
  }

  dispose(): void {
    this.isOpen = false;
  }

  tell(event: 'change' | 'accept' | 'button' | 'hide'): void {
    for (const listener of this.#told[event] ?? []) listener();
  }
}

/** Every box that was shown, the latest last. */
export const boxes: InputBox[] = [];

/** What was written into the user settings, in order. */
export const written: [key: string, value: unknown][] = [];

const stub = {
  ConfigurationTarget: { Global: 1 },
  workspace: {
    getConfiguration: () => ({
      update: async (key: string, value: unknown) => {
        written.push([key, value]);
      },
    }),
  },
  QuickInputButtons: { Back: {} },
  l10n: {
    t: (text: string, ...args: readonly unknown[]) => text.replaceAll(/\{(\d)\}/g, (_, i) => String(args[Number(i)])),
  },
  env: { language: 'en' },
  window: {
    showInformationMessage: message,
    showWarningMessage: message,
    showQuickPick,
    createInputBox: () => {
      const box = new InputBox();
      boxes.push(box);
      return box;
    },
    showInputBox: ({ title }: { readonly title: string }) => answer(title, []),
  },
};

const loader = Module as unknown as { _load: (request: string, ...rest: readonly unknown[]) => unknown };
const load = loader._load;
loader._load = function (this: unknown, request, ...rest) {
  return request === 'vscode' ? stub : load.call(this, request, ...rest);
};

setup(() => {
  shown.length = 0;
  boxes.length = 0;
  written.length = 0;
  person.choose = () => undefined;
});
