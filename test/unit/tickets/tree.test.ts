import assert from 'node:assert/strict';
import type { Change, TicketElement, TreeElement } from '../../../src/features/tickets/tree.ts';
import { TicketTree } from '../../../src/features/tickets/tree.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { MINUTE, NOW, notReached, ORIGIN, rowContext, ticket, unfetched } from './samples.ts';

type Grouping = ConstructorParameters<typeof TicketTree>[0]['grouping'];

const input = (records: readonly TicketRecord[], grouping: Grouping = 'none', now = NOW) => ({
  records,
  grouping,
  context: rowContext({ now }),
});

/** As VS Code does: asks for everything from the top. */
function showAll(tree: TicketTree, parent?: TreeElement): void {
  for (const element of tree.children(parent)) {
    if (element.kind === 'ticket') tree.row(element);
    showAll(tree, element);
  }
}

const ids = (elements: readonly TreeElement[]) => elements.map(({ id }) => id.replace(`${ORIGIN}#`, ''));
const changed = (change: Change) => (change === 'everything' ? change : ids(change));

function ticketAt(tree: TicketTree, incidentNum: string): TicketElement {
  const element = tree.element({ origin: ORIGIN, incidentNum });
  assert.ok(element !== undefined);
  return element;
}

suite('the tree of tickets', () => {
  test('has no element without tickets, so that the welcome view shows', () => {
    for (const grouping of ['none', 'status', 'level', 'application'] as const) {
      assert.deepEqual(new TicketTree(input([], grouping)).children(undefined), []);
    }
  });

  test('has details one level below a ticket and nothing below these', () => {
    const tree = new TicketTree(input([ticket('1')]));
    const details = tree.children(ticketAt(tree, '1'));
    assert.deepEqual(ids(details), ['ticket:1/number', 'ticket:1/status', 'ticket:1/level', 'ticket:1/created']);
    assert.deepEqual(
      details.flatMap((detail) => tree.children(detail)),
      [],
    );
    assert.ok(details.every((detail) => tree.parent(detail) === ticketAt(tree, '1')));
  });

  test('puts tickets below their group and finds the way back', () => {
    const tree = new TicketTree(input([ticket('1'), ticket('2', { incidentLevel: 'level_10' })], 'level'));
    const [first, second] = tree.children(undefined);
    assert.ok(first?.kind === 'group' && second?.kind === 'group');
    assert.deepEqual(
      [tree.group(first), tree.group(second)],
      [
        { label: 'P1', count: 1 },
        { label: 'P3', count: 1 },
      ],
    );
    assert.deepEqual(ids(tree.children(second)), ['ticket:1']);
    assert.equal(tree.parent(ticketAt(tree, '1')), second);
    assert.equal(tree.parent(second), undefined);
  });

  test('puts pinned tickets into a group of their own above the others', () => {
    const pinned = ticket('1', { incidentLevel: 'level_50' }, { pinned: true });
    const tree = new TicketTree(input([ticket('2'), pinned], 'level'));
    const groups = tree.children(undefined).map((group) => (group.kind === 'group' ? tree.group(group) : undefined));
    assert.deepEqual(groups, [
      { label: 'Pinned', count: 1 },
      { label: 'P3', count: 1 },
    ]);
    assert.deepEqual(ids(tree.children(tree.children(undefined)[0])), ['ticket:1']);
    tree.update(input([ticket('2'), pinned]));
    assert.deepEqual(ids(tree.children(undefined)), ['ticket:1', 'ticket:2']);
  });

  test('gives its tickets in the order of the rows, grouped or not', () => {
    const records = [ticket('1', { incidentLevel: 'level_50' }), ticket('2'), ticket('3', {}, { pinned: true })];
    for (const grouping of ['none', 'level'] as const) {
      const numbers = new TicketTree(input(records, grouping)).records().map(({ incidentNum }) => incidentNum);
      assert.deepEqual(numbers, ['3', '2', '1']);
    }
  });

  test('keeps its elements as long as their tickets exist, and forgets them afterwards', () => {
    const tree = new TicketTree(input([ticket('1'), ticket('2')]));
    const first = ticketAt(tree, '1');
    tree.update(input([ticket('2'), ticket('1', { incidentTitle: 'New' })], 'status'));
    assert.equal(ticketAt(tree, '1'), first);
    tree.update(input([ticket('2')]));
    assert.equal(tree.element(first), undefined);
    assert.equal(tree.row(first), undefined);
    assert.deepEqual(tree.children(first), []);
  });

  test('no two elements share an id, in any grouping', () => {
    const records = [ticket('1'), ticket('2'), unfetched('3'), ticket('1', {}, { origin: 'https://b.example.com' })];
    for (const grouping of ['none', 'status', 'level', 'application'] as const) {
      const tree = new TicketTree(input(records, grouping));
      const all = (parent?: TreeElement): string[] =>
        tree.children(parent).flatMap((element) => [element.id, ...all(element)]);
      assert.equal(new Set(all()).size, all().length);
    }
  });
});

suite('a change of the tickets', () => {
  test('touches nothing when all is as it was, though it was read anew or fetched later', () => {
    const records = () => [ticket('1'), ticket('2'), unfetched('3')];
    const tree = new TicketTree(input(records()));
    showAll(tree);
    assert.deepEqual(tree.update(input(records())), []);
    assert.deepEqual(tree.update(input([ticket('1', {}, { fetchedAt: NOW }), ticket('2'), unfetched('3')])), []);
  });

  test('touches only the ticket that changed, also when only a detail of it did', () => {
    const tree = new TicketTree(input([ticket('1'), ticket('2')]));
    showAll(tree);
    assert.deepEqual(changed(tree.update(input([ticket('1', { incidentTitle: 'New' }), ticket('2')]))), ['ticket:1']);
    showAll(tree);
    const described = ticket('2', { incidentDescription: 'Now with text' });
    assert.deepEqual(changed(tree.update(input([ticket('1', { incidentTitle: 'New' }), described]))), ['ticket:2']);
    const failed = { ...described, failure: { at: NOW, outcome: notReached } };
    assert.deepEqual(changed(tree.update(input([ticket('1', { incidentTitle: 'New' }), failed]))), ['ticket:2']);
  });

  test('touches only the ticket whose mark came, changed or went', () => {
    const tree = new TicketTree(input([ticket('1'), ticket('2')]));
    showAll(tree);
    for (const over of [{ unseen: ['status'] }, { unseen: ['status', 'owner'] }, {}] as const) {
      assert.deepEqual(changed(tree.update(input([ticket('1'), ticket('2', {}, over)]))), ['ticket:2']);
      showAll(tree);
    }
  });

  test('touches everything when a row comes, goes or moves, or the grouping changes', () => {
    const tree = new TicketTree(input([ticket('1'), ticket('2')]));
    showAll(tree);
    assert.equal(tree.update(input([ticket('1'), ticket('2'), ticket('3')])), 'everything');
    assert.equal(tree.update(input([ticket('1'), ticket('3')])), 'everything');
    const graver = [ticket('1', { incidentLevel: 'level_10' }), ticket('3')];
    assert.equal(tree.update(input(graver)), 'everything');
    assert.equal(tree.update(input(graver, 'level')), 'everything');
  });

  test('a new minute touches the rows whose age reads differently', () => {
    const records = [ticket('young'), ticket('old', { createTime: NOW - 3 * 24 * 60 * MINUTE })];
    const fresh = records.map((record) => ({ ...record, fetchedAt: NOW }));
    const tree = new TicketTree(input(fresh));
    showAll(tree);
    assert.deepEqual(changed(tree.update(input(fresh, 'none', NOW + MINUTE))), ['ticket:young']);
  });

  test('what VS Code was never given is not announced as changed', () => {
    const tree = new TicketTree(input([ticket('1')]));
    assert.deepEqual(tree.update(input([ticket('1', { incidentTitle: 'New' })])), []);
  });
});
