/** Questions in a box at the top of the window, one after the other, with a way back. */
import * as vscode from 'vscode';

export interface Question {
  readonly prompt: string;
  readonly placeholder?: string;
  /** What stands in the box at first. */
  readonly value?: string;
  readonly isSecret?: boolean;
  /** Blanks around the answer belong to it. */
  readonly isVerbatim?: boolean;
  /**
   * Says what is wrong with an answer, without the blanks around it; undefined: nothing. The box shows progress meanwhile.
   * @param before the answers to the questions before this one.
   */
  readonly check?: (answer: string, before: readonly string[]) => Promise<string | undefined> | string | undefined;
}

/** The box stays open, with what is in it, until the answer is accepted or the person gives up: undefined then. */
export async function ask(title: string, questions: readonly Question[]): Promise<readonly string[] | undefined> {
  const answers: string[] = [];
  for (let step = 0; step < questions.length; ) {
    const question = questions[step];
    if (question === undefined) break;
    const box = vscode.window.createInputBox();
    box.title = title;
    if (questions.length > 1) {
      box.step = step + 1;
      box.totalSteps = questions.length;
      if (step > 0) box.buttons = [vscode.QuickInputButtons.Back];
    }
    const value = answers[step] ?? question.value ?? '';
    const answer = await answerTo(box, { ...question, value }, answers.slice(0, step));
    if (answer === undefined) return undefined;
    answers[step] = answer.text;
    step += answer.isBack ? -1 : 1;
  }
  return answers;
}

interface Answer {
  readonly text: string;
  /** The person went back, and finds this text again. */
  readonly isBack: boolean;
}

function answerTo(
  box: vscode.InputBox,
  { prompt, placeholder, value = '', isSecret = false, isVerbatim = false, check }: Question,
  before: readonly string[],
): Promise<Answer | undefined> {
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.value = value;
  box.password = isSecret;
  box.ignoreFocusOut = true;
  return new Promise((resolve, reject) => {
    const accept = async () => {
      const text = isVerbatim ? box.value : box.value.trim();
      const problem = await busyWhile(box, async () => await check?.(text, before));
      box.validationMessage = problem;
      if (problem !== undefined) return;
      resolve({ text, isBack: false });
      box.hide();
    };
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidTriggerButton(() => {
      // What is being judged would be kept when it is found good, whatever stands in the box then.
      if (box.busy) return;
      resolve({ text: box.value, isBack: true });
      box.hide();
    });
    box.onDidAccept(() => {
      if (box.busy) return;
      accept().catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        box.hide();
      });
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

async function busyWhile<T>(box: vscode.InputBox, work: () => Promise<T>): Promise<T> {
  box.busy = true;
  box.enabled = false;
  try {
    return await work();
  } finally {
    box.busy = false;
    box.enabled = true;
  }
}
