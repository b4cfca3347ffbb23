/** Runs in the page before its script: VS Code's API, and behind it a host that notes what it is asked. */
import type { DetailsHost, DetailsPage, DetailsView } from '../../../src/features/ticketDetails/protocol.ts';
import { connect } from '../../../src/shared/rpc.ts';

export interface FakeDetailsHost {
  /** Names of the calls but `latest`, with their arguments. */
  readonly calls: (readonly unknown[])[];
  /** What the page gave to `setState`. */
  state: unknown;
  /** Calls fail from now on. */
  failing: boolean;
  /** What is known at the host, not told to the page. */
  view: DetailsView | undefined;
  show(view: DetailsView): Promise<void>;
}

declare global {
  interface Window {
    detailsHost: FakeDetailsHost;
  }
}

function start(): void {
  const note =
    (name: string) =>
    (...args: unknown[]): void => {
      fake.calls.push([name, ...args]);
      if (fake.failing) throw new Error('The host is not well.');
    };
  const host: { [K in keyof DetailsHost]: (...args: Parameters<DetailsHost[K]>) => unknown } = {
    latest: () => fake.view ?? inPage(),
    refresh: note('refresh'),
    copyNumber: note('copyNumber'),
    copySummary: note('copySummary'),
    stopTracking: note('stopTracking'),
    track: note('track'),
    openInConsole: note('openInConsole'),
    openReference: note('openReference'),
  };
  // As JSON: that is how VS Code carries a message between a webview and its extension.
  const copy = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
  const connection = connect<DetailsPage>((message) => window.postMessage(copy(message), '*'), host);
  const fake: FakeDetailsHost = {
    calls: [],
    state: undefined,
    failing: false,
    view: undefined,
    show: (view) => {
      fake.view = view;
      return connection.remote.show(view);
    },
  };
  window.detailsHost = fake;
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => connection.receive(copy(message)),
      setState: (state: unknown) => {
        fake.state = state;
      },
    }),
  });
}

function inPage(): unknown {
  return JSON.parse(document.getElementById('data')?.textContent ?? '').view;
}

start();
