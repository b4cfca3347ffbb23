import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDraftIds, readTicketKeys } from '../../../src/platform/commandArguments.ts';

const origin = 'https://coc.example.com';
const key = (incidentNum: string) => ({ origin, incidentNum });
const element = (incidentNum: string) => ({ kind: 'ticket', id: `ticket:${incidentNum}`, ...key(incidentNum) });
const draftId = '0d3b8c1e-6f1a-4c55-9a57-2f6a1b0c9d11';

suite('the tickets a command is called with', () => {
  test('are those of a plain key or of a clicked element', () => {
    assert.deepEqual(readTicketKeys([key('IM1')]), [key('IM1')]);
    assert.deepEqual(readTicketKeys([element('IM1')]), [key('IM1')]);
    assert.deepEqual(readTicketKeys([element('IM1'), undefined]), [key('IM1')]);
  });

  test('are all selected ones when several are selected, each once', () => {
    const selected = [element('IM1'), element('IM2'), element('IM1'), { kind: 'group', id: 'group:level' }];
    assert.deepEqual(readTicketKeys([selected[0], selected]), [key('IM1'), key('IM2')]);
    assert.deepEqual(readTicketKeys([element('IM3'), []]), [key('IM3')]);
  });

  test('are none where a number or an origin could not be one', () => {
    const wrong: unknown[] = [
      key(''),
      key('../IM1'),
      key('IM 1'),
      key('x'.repeat(256)),
      { origin },
      { incidentNum: 'IM1' },
      { origin: 'coc.example.com', incidentNum: 'IM1' },
      { origin: `${origin}/path`, incidentNum: 'IM1' },
      { origin: 'https://user@coc.example.com', incidentNum: 'IM1' },
      { origin: 'javascript:alert(1)', incidentNum: 'IM1' },
      { origin: 'file://', incidentNum: 'IM1' },
      { origin: 'null', incidentNum: 'IM1' },
      { origin: `https://${'a'.repeat(300)}.com`, incidentNum: 'IM1' },
      { origin: [origin], incidentNum: ['IM1'] },
      [key('IM1')],
      'IM1',
      null,
      undefined,
      0,
    ];
    for (const value of wrong) assert.deepEqual(readTicketKeys([value]), [], JSON.stringify(value));
    assert.deepEqual(readTicketKeys([]), []);
  });

  test('are none where reading them throws or does not end', () => {
    const throwing = {
      get origin(): string {
        throw new Error('gotcha');
      },
    };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const endless = new Proxy([], { get: (_, name) => (name === 'length' ? 2 ** 53 : key('IM1')) });
    assert.deepEqual(readTicketKeys([throwing]), []);
    assert.deepEqual(readTicketKeys([revoked.proxy]), []);
    assert.deepEqual(readTicketKeys([undefined, revoked.proxy]), []);
    assert.deepEqual(readTicketKeys([undefined, [key('IM1'), throwing]]), []);
    assert.ok(readTicketKeys([undefined, endless]).length <= 1);
  });

  test('a key that changes between two looks gives what was checked', () => {
    let looks = 0;
    const shifty = {
      origin,
      get incidentNum() {
        looks += 1;
        return looks === 1 ? 'IM1' : '../../IM2';
      },
    };
    assert.deepEqual(readTicketKeys([shifty]), [key('IM1')]);
  });

  test('never make it throw, whatever they are', () => {
    const hostile = fc.oneof(
      fc.anything({
        withMap: true,
        withSet: true,
        withSparseArray: true,
        withObjectString: true,
        withNullPrototype: true,
      }),
      fc.record({ origin: fc.anything(), incidentNum: fc.anything() }, { requiredKeys: [] }),
      fc.record({ origin: fc.webUrl(), incidentNum: fc.string() }),
      fc.record({ draftId: fc.anything() }),
    );
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 3 }), (args) => {
        for (const { origin: at, incidentNum } of readTicketKeys(args)) {
          assert.equal(new URL(at).origin, at);
          assert.match(incidentNum, /^[A-Za-z0-9_-]{1,255}$/);
        }
        for (const id of readDraftIds(args)) assert.match(id, /^[0-9a-f-]{36}$/i);
      }),
      { numRuns: 10_000 },
    );
  });
});

suite('the drafts a command is called with', () => {
  test('are read like tickets, by their ids', () => {
    const other = draftId.replace('0d', '1e');
    assert.deepEqual(readDraftIds([{ draftId }]), [draftId]);
    assert.deepEqual(readDraftIds([{ draftId }, [{ draftId }, { draftId: other }, { draftId }]]), [draftId, other]);
    for (const value of [draftId, { draftId: '../x' }, { draftId: 7 }, { draftId: `${draftId}0` }, null]) {
      assert.deepEqual(readDraftIds([value]), []);
    }
  });
});
