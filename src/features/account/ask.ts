/** Questions in a box at the top of the window, one after the other, with a way back. */
import * as vscode from 'vscode';

export interface Question {
  readonly prompt: string;
  readonly placeholder?: string;
  /** What stands in the box at first. */
  readonly value?: string;
  readonly isSecret?: boolean;
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
    const answer = await answerTo(
      box,
      { ...question, value: answers[step] ?? question.value ?? '' },
      answers.slice(0, step),
    );
    if (answer === undefined) return undefined;
    if (answer === BACK) step -= 1;
    else answers[step++] = answer;
  }
  return answers;
}

const BACK = Symbol('back');

function answerTo(
  box: vscode.InputBox,
  { prompt, placeholder, value = '', isSecret = false, check }: Question,
  before: readonly string[],
): Promise<string | typeof BACK | undefined> {
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.value = value;
  box.password = isSecret;
  box.ignoreFocusOut = true;
  return new Promise((resolve, reject) => {
    const accept = async () => {
      const answer = box.value.trim();
      const problem = await busyWhile(box, async () => await check?.(answer, before));
      box.validationMessage = problem;
      if (problem !== undefined) return;
      resolve(answer);
      box.hide();
    };
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidTriggerButton(() => {
      resolve(BACK);
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
