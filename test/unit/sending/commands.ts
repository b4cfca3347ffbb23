/** What the person, the service, the machine and its death can do next. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AlreadySentError } from '../../../src/platform/sendDraft.ts';
import { PAGE_DRAFT } from '../coc/examples.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createMachine, DEEDS, type Deed, type Machine, type RunningWindow } from './machine.ts';

export interface Story {
  readonly machine: Machine;
  readonly ledger: Ledger;
  /** Two windows; undefined: not running. */
  readonly windows: (RunningWindow | undefined)[];
  /** What went wrong where nobody waited for it. */
  readonly failures: unknown[];
  texts: number;
}

export type Command = (story: Story) => void;

export function newStory(signedIn: boolean): Story {
  const machine: Machine = createMachine(
    {
      onWrite: (...change) => ledger.onWrite(...change),
      onPost: (post) => ledger.onPost(post),
    },
    signedIn,
  );
  const ledger = createLedger({
    posts: () => machine.posts,
    isAlive: (mark) => machine.isAlive(mark),
    hasTicket: (incidentNum) => [...machine.tickets.values()].some((ticket) => ticket.incidentNum === incidentNum),
    onDisk: () => machine.onDisk(),
  });
  return { machine, ledger, windows: [machine.open(), machine.open()], failures: [], texts: 0 };
}

const which = fc.constantFrom(0, 1);

/** More often what goes on than what ends things, so that lives become long. */
export const anyCommand: fc.Arbitrary<readonly [string, Command]> = fc.oneof(
  { weight: 60, arbitrary: fc.nat(9).map((index) => named('go on', goOn(index))) },
  { weight: 20, arbitrary: fc.constantFrom(...DEEDS).map((deed) => named(`the service: ${deed}`, serve(deed))) },
  { weight: 20, arbitrary: which.map((window) => named(`press ${window}`, press(window))) },
  { weight: 10, arbitrary: which.map((window) => named(`type ${window}`, type(window))) },
  { weight: 10, arbitrary: fc.boolean().map((yes) => named(`sign in: ${yes}`, signIn(yes))) },
  { weight: 10, arbitrary: which.map((window) => named(`notice ${window}`, notice(window))) },
  { weight: 10, arbitrary: which.map((window) => named(`open ${window}`, open(window))) },
  { weight: 5, arbitrary: which.map((window) => named(`kill ${window}`, kill(window))) },
  { weight: 1, arbitrary: which.map((window) => named(`discard ${window}`, discard(window))) },
);

function named(name: string, command: Command): readonly [string, Command] {
  return [name, command];
}

function goOn(index: number): Command {
  return ({ machine }) => {
    const steps = [...machine.gates].filter(({ kind }) => kind === 'step');
    steps[index % steps.length]?.open(true);
  };
}

/** The window sees what another one wrote. */
function notice(index: number): Command {
  return ({ windows }) => windows[index]?.notice();
}

function serve(deed: Deed): Command {
  return ({ machine }) => void machine.serve(deed);
}

function signIn(yes: boolean): Command {
  return ({ machine, ledger }) => {
    const gate = [...machine.gates].find(({ kind }) => kind === 'signIn');
    if (gate === undefined) return;
    if (yes) ledger.signedInAgain(gate.mark);
    gate.open(yes);
  };
}

/** The form would not let a person press while it sends itself; a keyboard that repeats does. */
function press(index: number): Command {
  return (story) => {
    const window = story.windows[index];
    if (window?.form === undefined) return;
    const draft = window.form.current();
    story.ledger.pressed(window.mark, draft);
    window.send(draft).catch((error: unknown) => {
      if (!(error instanceof AlreadySentError)) story.failures.push(error);
    });
  };
}

function type(index: number): Command {
  return (story) => {
    const form = story.windows[index]?.form;
    if (form === undefined) return;
    story.texts += 1;
    const fields = { ...PAGE_DRAFT, incidentDescription: `Text ${story.texts}` };
    story.ledger.typed(fields);
    form.keep(fields).catch((error: unknown) => story.failures.push(error));
  };
}

function discard(index: number): Command {
  return (story) => {
    const window = story.windows[index];
    if (window === undefined) return;
    story.ledger.discarded(window.mark);
    window.discard().catch((error: unknown) => story.failures.push(error));
  };
}

function kill(index: number): Command {
  return ({ machine, windows }) => {
    const window = windows[index];
    if (window !== undefined) machine.kill(window.mark);
    windows[index] = undefined;
  };
}

function open(index: number): Command {
  return ({ machine, windows }) => {
    windows[index] ??= machine.open();
  };
}

/** Lets everything come to its end, then starts a window anew: what a person finds the next morning. */
export async function finish(story: Story): Promise<void> {
  await comeToRest(story);
  for (const index of [0, 1]) kill(index)(story);
  open(0)(story);
  await comeToRest(story);
}

async function comeToRest({ machine }: Story): Promise<void> {
  for (let round = 0; round < 10_000; round += 1) {
    await settle();
    const [gate] = machine.gates;
    if (gate === undefined) {
      if (!machine.serve('lost')) return;
    } else if (gate.kind === 'answer') machine.serve('lost');
    else gate.open(false);
  }
  assert.fail('It never comes to rest.');
}

/** Until nothing goes on but what waits at a gate. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
