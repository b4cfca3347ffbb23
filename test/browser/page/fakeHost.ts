/** Runs in the page before its script: VS Code's API, and behind it a host that notes what it is asked. */
import type { IncidentDraft } from '../../../src/coc/incident.ts';
import type {
  FormAction,
  FormChoices,
  FormHost,
  FormPage,
  FormState,
  SubmitAnswer,
} from '../../../src/features/reportIncident/protocol.ts';
import { connect } from '../../../src/shared/rpc.ts';

export interface FakeHost {
  readonly saved: IncidentDraft[];
  readonly submitted: IncidentDraft[];
  readonly previewed: IncidentDraft[];
  readonly acted: FormAction[];
  /** What the page gave to `setState`. */
  state: unknown;
  savingFails: boolean;
  /** Answers the send under way; with a text it fails with that error. */
  answer(answer: SubmitAnswer | string): void;
  showChoices(choices: FormChoices): Promise<void>;
  showState(state: FormState): Promise<void>;
  send(): Promise<void>;
}

declare global {
  interface Window {
    fakeHost: FakeHost;
    acquireVsCodeApi: unknown;
  }
}

type Answer = (answer: SubmitAnswer | string) => void;

function start(): void {
  let pending: Answer | undefined;
  const host: { [K in keyof FormHost]: (...args: Parameters<FormHost[K]>) => unknown } = {
    save: (fields) => {
      fake.saved.push(fields);
      if (fake.savingFails) throw new Error('The disk is full.');
    },
    submit: (fields) => {
      fake.submitted.push(fields);
      return new Promise<SubmitAnswer>((resolve, reject) => {
        pending = (answer) => (typeof answer === 'string' ? reject(new Error(answer)) : resolve(answer));
      });
    },
    preview: (fields) => {
      fake.previewed.push(fields);
      return JSON.stringify(fields, undefined, 2);
    },
    act: (action) => {
      fake.acted.push(action);
    },
  };
  // As JSON: that is how VS Code carries a message between a webview and its extension.
  const copy = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
  const connection = connect<FormPage>((message) => window.postMessage(copy(message), '*'), host);
  const fake: FakeHost = {
    saved: [],
    submitted: [],
    previewed: [],
    acted: [],
    state: undefined,
    savingFails: false,
    answer: (answer) => {
      if (pending === undefined) throw new Error('Nothing is being sent.');
      pending(answer);
      pending = undefined;
    },
    showChoices: (choices) => connection.remote.showChoices(choices),
    showState: (state) => connection.remote.showState(state),
    send: () => connection.remote.send(),
  };
  window.fakeHost = fake;
  window.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => connection.receive(copy(message)),
    setState: (state: unknown) => {
      fake.state = state;
    },
  });
}

start();
