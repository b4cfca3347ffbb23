import assert from 'node:assert/strict';
import type { Incident } from '../../../src/coc/incident.ts';
import { differences, earliestCreation, mayBe } from '../../../src/coc/sameReport.ts';

const SENT = { incidentTitle: 'Payments fail', incidentDescription: 'first line\nsecond line', creator: 'me' };
const SINCE = 1_700_000_000_000;
const INCIDENT: Incident = { incidentNum: 'IM1', ...SENT, createTime: SINCE, names: [] };

suite('whether a ticket is what was sent', () => {
  test('it is when title, whole description and creator are the same and it is no older', () => {
    assert.deepEqual(differences(SENT, INCIDENT, SINCE), []);
    assert.deepEqual(differences(SENT, { ...INCIDENT, createTime: SINCE + 1 }, SINCE), []);
  });

  test('line ends and blanks around a text make no difference, anything else does', () => {
    const same = {
      ...INCIDENT,
      incidentTitle: ' Payments fail ',
      incidentDescription: 'first line\r\nsecond line\r\n',
    };
    assert.deepEqual(differences(SENT, same, SINCE), []);
    for (const other of ['first line second line', 'first line\n\nsecond line', 'First line\nsecond line', '']) {
      assert.deepEqual(differences(SENT, { ...INCIDENT, incidentDescription: other }, SINCE), ['description']);
    }
  });

  test('each difference is named, and what is not told differs', () => {
    const bare: Incident = { incidentNum: 'IM1', names: [] };
    assert.deepEqual(differences(SENT, bare, SINCE), ['title', 'description', 'creator', 'time']);
    assert.deepEqual(differences(SENT, { ...INCIDENT, createTime: SINCE - 1 }, SINCE), ['time']);
    assert.deepEqual(differences(SENT, { ...INCIDENT, creator: 'Me' }, SINCE), ['creator']);
  });

  test('a listed one is worth a look with a cut description, or without what a list may leave out', () => {
    const { incidentDescription: _d, creator: _c, createTime: _t, ...least } = INCIDENT;
    for (const listed of [
      INCIDENT,
      least,
      { ...INCIDENT, incidentDescription: 'first li' },
      { ...INCIDENT, incidentDescription: 'first line\r\nsec...' },
      { ...INCIDENT, incidentDescription: 'first line\nsec…' },
    ]) {
      assert.equal(mayBe(listed, SENT, SINCE), true, JSON.stringify(listed));
    }
  });

  test('a listed one with something else in it is not', () => {
    for (const change of [
      { incidentTitle: 'Payments' },
      { incidentTitle: 'Payments fail again' },
      { creator: 'you' },
      { createTime: SINCE - 1 },
      { incidentDescription: 'second' },
      { incidentDescription: `${SENT.incidentDescription} and more` },
    ]) {
      assert.equal(mayBe({ ...INCIDENT, ...change }, SENT, SINCE), false, JSON.stringify(change));
    }
  });

  test("the service's clock counts as far as it is known, and otherwise may be ten minutes behind", () => {
    assert.equal(earliestCreation(SINCE, 0), SINCE - 5000);
    assert.equal(earliestCreation(SINCE, 3_600_000), SINCE + 3_595_000);
    assert.equal(earliestCreation(SINCE, -3_600_000), SINCE - 3_605_000);
    assert.equal(earliestCreation(SINCE, undefined), SINCE - 600_000);
  });
});
