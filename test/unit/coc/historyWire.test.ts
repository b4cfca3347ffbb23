import assert from 'node:assert/strict';
import { decodeHistory } from '../../../src/coc/historyWire.ts';

const entries = (data: unknown) => {
  const decoded = decodeHistory(data);
  return decoded.ok ? decoded.value : assert.fail(decoded.what);
};
const full = {
  action: 'accepted',
  action_name_zh: '受理',
  action_name_en: 'Accept',
  operator: 'u1',
  status: 'INCIDENT_STATUS_ACKNOWLEDGED',
  start_time: '1710739323172',
  stop_time: '1710739323200',
  comment: 'On it.',
  enum_data_list: [
    { prop_id: 'operator', biz_id: 'u1', name_zh: '张伟', name_en: 'zhang.wei' },
    { filed_key: 'work_flow_status', enum_key: 'INCIDENT_STATUS_ACKNOWLEDGED', name_zh: '已受理', name_en: null },
  ],
};

suite('the history of a ticket on the wire', () => {
  test('is read with the names of both editions', () => {
    assert.deepEqual(entries({ total: 1, info: [full] }), [
      {
        action: { key: 'accepted', zh: '受理', en: 'Accept' },
        operator: { key: 'u1', zh: '张伟', en: 'zhang.wei' },
        status: { key: 'INCIDENT_STATUS_ACKNOWLEDGED', zh: '已受理' },
        startTime: 1_710_739_323_172,
        stopTime: 1_710_739_323_200,
        comment: 'On it.',
      },
    ]);
  });

  test('is shown as far as it can be read: what is of a wrong type is left out', () => {
    const odd = {
      action: 7,
      operator: {},
      status: null,
      start_time: 'noon',
      stop_time: 1_710_739_323_172,
      comment: ['x'],
    };
    assert.deepEqual(entries({ info: [odd, null, 'x', 7, [], {}, { comment: ' ' }] }), [
      { stopTime: 1_710_739_323_172 },
    ]);
    for (const names of [null, 'x', [null, 7, {}], { biz_id: 'u1' }])
      assert.deepEqual(entries({ info: [{ operator: 'u1', enum_data_list: names }] }), [{ operator: { key: 'u1' } }]);
    for (const info of [undefined, null, []]) assert.deepEqual(entries({ info }), []);
  });

  test('without a list is not what is documented', () => {
    for (const data of [null, undefined, 'x', [], 7]) assert.equal(decodeHistory(data).ok, false);
    assert.deepEqual(decodeHistory({ info: 'x' }), { ok: false, what: 'data.info' });
  });

  test('begins with the newest entry, and has at most 200 of them with texts that end', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      start_time: String(1000 + index),
      comment: 'x'.repeat(9999),
    }));
    const read = entries({ info: many });
    assert.deepEqual([read.length, read[0]?.startTime, read.at(-1)?.startTime], [200, 1299, 1100]);
    assert.equal(read[0]?.comment?.length, 2001);
    assert.deepEqual(entries({ info: [{ comment: 'no time' }, { start_time: '5', action: 'a' }] })[0]?.startTime, 5);
  });

  test('has what happened at one moment in the order of the answer, turned where that begins with the oldest', () => {
    const at = (time: number, comment: string) => ({ start_time: String(time), comment });
    const read = (...info: unknown[]) => entries({ info }).map(({ comment }) => comment);
    assert.deepEqual(read(at(1, 'a'), at(1, 'b'), at(2, 'c')), ['c', 'b', 'a']);
    assert.deepEqual(read(at(2, 'c'), at(1, 'b'), at(1, 'a')), ['c', 'b', 'a']);
  });

  test('has no names that an object has by itself', () => {
    assert.deepEqual(entries({ info: [{ operator: 'constructor', enum_data_list: [{}] }] }), [
      { operator: { key: 'constructor' } },
    ]);
  });
});
