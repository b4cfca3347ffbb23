import * as vscode from 'vscode';
import { pathOf, plainPathOf } from './paths.ts';
import { AS_PRINTED, type Found, tell } from './source.ts';
import { readTestFailure, testFailureText } from './testFailureText.ts';

/** A failed test's message, from the context menu of the test results. */
export async function fromTestFailure(args: readonly unknown[]): Promise<Found | undefined> {
  const failure = readTestFailure(args);
  if (failure === undefined) {
    tell(vscode.l10n.t("Choose this command from the context menu of a failed test's message in the test results."));
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
