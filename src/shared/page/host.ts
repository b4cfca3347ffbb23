import type { Api, Remote } from '../rpc.ts';
import { connect } from '../rpc.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
};

/**
 * @param local what the host may call.
 * @param state what VS Code hands to the extension when it restores the panel after a reload.
 */
export function connectHost<T extends Api<T>>(local: object, state: unknown): Remote<T> {
  const vscode = acquireVsCodeApi();
  vscode.setState(state);
  const { remote, receive } = connect<T>((message) => vscode.postMessage(message), local);
  window.addEventListener('message', (event) => receive(event.data));
  return remote;
}
