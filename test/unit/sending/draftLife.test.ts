import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyCommand, finish, newStory, type Story, settle } from './commands.ts';

const RUNS = Number(process.env['COC_RUNS'] ?? 1000);

/** Every change of a draft that has to come up in so many lives. */
const CHANGES = [
  ...['draft > draft', 'draft > sending', 'draft > gone', 'sending > created', 'sending > refused'],
  ...['sending > notSent', 'sending > notConfirmed', 'notSent > sending', 'refused > sending'],
  ...['notConfirmed > sending', 'created > gone'],
] as const;

/**
 * The life of one draft, with two windows that may be killed at any step, and a service and a network that do as they
 * like. Beside what is checked here the ledger judges every single change of the draft's file and every POST:
 *
 * - A POST goes out only for a draft that stands on disk as being sent by that very window, with the same text.
 * - It goes out only when the person decided to send the draft as it stood then, or signed in after a 401; each decision
 *   sends once.
 * - A draft is called a ticket, refused or not sent only by the window that sent it, and only when the service or the
 *   network said so; not confirmed only when the answer was lost or the sender is dead.
 * - While it is being sent, or has become a ticket, nobody changes it; whatever becomes of it, not a character is lost.
 * - It goes only after its ticket stands in the store, or when the person discarded it, and never comes back.
 */
suite('the life of a draft', function () {
  this.timeout(300_000);

  test('never sends twice what was decided once, and never loses a report', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(anyCommand, { maxLength: 80, size: 'max' }),
        async (signedIn, commands) => {
          const story = newStory(signedIn);
          for (const [, command] of commands) {
            command(story);
            await settle();
            checkAlways(story);
          }
          await finish(story);
          checkAlways(story);
          checkAtTheEnd(story);
          for (const [change, count] of story.ledger.seen) seen.set(change, (seen.get(change) ?? 0) + count);
        },
      ),
      { numRuns: RUNS },
    );
    // A test that never comes to what it is about proves nothing.
    if (RUNS >= 1000) for (const change of CHANGES) assert.ok((seen.get(change) ?? 0) > 0, change);
  });
});

function checkAlways({ machine, ledger, failures }: Story): void {
  assert.deepEqual(failures, [], 'Nothing fails but a send of what was sent already.');
  const { posts } = machine;
  const draft = machine.onDisk();
  const tickets = [...machine.tickets.values()];

  const allowed = ledger.presses() + ledger.renewals();
  assert.ok(posts.length <= allowed, 'There are no more POSTs than the person pressed Send or signed in after a 401.');

  const lost = draft === undefined && tickets.length === 0 && !ledger.isDiscarded();
  assert.ok(!lost, 'There is always the draft, or a ticket that came of it, unless the person discarded it.');

  for (const { incidentNum } of tickets) {
    assert.ok(
      posts.some((post) => post.incidentNum === incidentNum),
      'A ticket in the store is one that the service has.',
    );
  }

  const known = new Set(tickets.map(({ incidentNum }) => incidentNum));
  const unknown = posts.filter(({ incidentNum }) => incidentNum !== undefined && !known.has(incidentNum));
  if (draft !== undefined && unknown.length > 0) {
    const inDoubt = ['sending', 'notConfirmed', 'created'].includes(draft.state.kind);
    assert.ok(inDoubt, 'As long as a ticket of it may exist of which nobody knows, the draft says so.');
  }
}

function checkAtTheEnd({ machine, ledger }: Story): void {
  const draft = machine.onDisk();
  const made = machine.posts.filter(({ incidentNum }) => incidentNum !== undefined);
  const told = machine.posts.filter(({ deed }) => deed === 'created');

  assert.notEqual(draft?.state.kind, 'sending', 'After a restart nothing is being sent.');
  assert.notEqual(draft?.state.kind, 'created', 'After a restart a draft that became a ticket is gone.');
  if (made.length === 0 && !ledger.isDiscarded()) {
    assert.ok(draft !== undefined, 'What never became a ticket is still a draft.');
  }
  if (draft === undefined && !ledger.isDiscarded()) {
    assert.ok(told.length > 0, 'A draft is only gone because the service told that it is a ticket.');
  }
  if (draft?.state.kind === 'draft') assert.equal(machine.posts.length, 0, 'What was sent is no longer a mere draft.');
}
