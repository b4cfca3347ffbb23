import * as vscode from 'vscode';
import { pathOf, plainPathOf } from './paths.ts';
import { AS_PRINTED, type Found, tell } from './source.ts';
import { readTestFailure, readTestResult, type TestFailure, testFailureText } from './testFailureText.ts';

/** A failed test's message, from the context menu of the test results. */
export async function fromTestFailure(args: readonly unknown[]): Promise<Found | undefined> {
  const failure = readTestFailure(args) ?? (await findFailure(args));
  if (failure === undefined) {
    tell(vscode.l10n.t('Open the failed test in the test results and choose this command for its message.'));
    return undefined;
  }
  const { place, uri: file } = failure;
  const from = place?.uri ?? file;
  const uri = from && vscode.Uri.from(from);
  const line = place && place.start.line + 1;
  return {
    snippet: {
      text: testFailureText(failure, plainPathOf),
      ...(uri !== undefined && { path: pathOf(uri) }),
      ...(line !== undefined && { lines: { first: line, last: line } }),
      ...AS_PRINTED,
    },
    uri,
  };
}

/** Controllers that take part in one run, which VS Code counts up. */
const MOST_TASKS = 3;

/**
 * The first message of a test. A test with one message only is one row with it, for which newer VS Codes hand over the
 * test without its message; they do show the message as a document, by an address that is none of their promises:
 * where it leads nowhere, there is none.
 */
async function findFailure(args: readonly unknown[]): Promise<TestFailure | undefined> {
  const result = readTestResult(args);
  if (result === undefined) return undefined;
  const { names, uri, resultId, testId } = result;
  for (let task = 0; task < MOST_TASKS; task += 1) {
    const open = (kind: string) =>
      vscode.workspace
        .openTextDocument(
          vscode.Uri.from({
            scheme: 'vscode-test-data',
            authority: 'results',
            path: `/${resultId}/message/${task}/0/${kind}`,
            query: testId,
          }),
        )
        .then(
          (document) => document.getText(),
          () => undefined,
        );
    const message = await open('TestFailureMessage');
    if (message === undefined || message.trim() === '') continue;
    const [expected, actual] = await Promise.all([open('ExpectedOutput'), open('ActualOutput')]);
    return {
      names,
      ...(uri !== undefined && { uri }),
      message,
      ...(expected && { expected }),
      ...(actual && { actual }),
      frames: [],
    };
  }
  return undefined;
}
