import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  callStackText,
  placeFrame,
  readCallStackItem,
  readException,
  readFirstThread,
  readFrames,
} from '../../../../src/features/reportIncident/sources/callStackText.ts';
import { composeReport } from '../../../../src/report/compose.ts';
import { hostileValues } from './anything.ts';

const shop = { name: 'shop', path: '/srv/shop' };
const frame = (name: string, path: string | undefined, line = 10, more: object = {}) => ({
  id: 1,
  name,
  line,
  column: 5,
  ...(path !== undefined && { source: { path } }),
  ...more,
});

function textOf(info: unknown, stackFrames: readonly unknown[], folders = [shop]): string {
  return callStackText(
    readException(info),
    readFrames({ stackFrames }).map((each) => placeFrame(each, folders)),
  );
}

suite('the entry of the Call Stack view', () => {
  test("is read from VS Code's own ids, and from plain numbers", () => {
    const sessionId = '6c84fb90-12c4-11e1-840d-7b25c5ee775a';
    const thread = `thread:${sessionId}:7`;
    assert.deepEqual(readCallStackItem(['/srv/shop/a.py', { sessionId, threadId: thread, frameId: 'stackframe:x' }]), {
      sessionId,
      threadId: 7,
    });
    assert.deepEqual(readCallStackItem([7, { sessionId, threadId: 7 }]), { sessionId, threadId: 7 });
    assert.deepEqual(readCallStackItem([undefined, { sessionId }]), { sessionId });
    assert.deepEqual(readCallStackItem(['x', { sessionId, threadId: 'thread:x:1e9' }]), { sessionId });
    for (const args of [[], [{ sessionId }], ['x', { sessionId: 7 }], ['x', null]])
      assert.equal(readCallStackItem(args), undefined);
  });
});

suite('the text of a call stack', () => {
  const calls = [frame('charge', '/srv/shop/src/pay.py'), frame('main', '/srv/shop/src/main.py', 3)];

  test('is a stack trace with paths of the workspace', () => {
    assert.equal(
      textOf({ exceptionId: 'KeyError', description: "'sku'" }, calls),
      "KeyError: 'sku'\n    at charge (src/pay.py:10:5)\n    at main (src/main.py:3:5)",
    );
  });

  test('understands what adapters of different make say of an exception', () => {
    const headOf = (info: unknown) => textOf(info, calls).split('\n')[0];
    assert.equal(headOf({ exceptionId: 'TypeError: x is not a function' }), 'TypeError: x is not a function');
    assert.equal(headOf({ exceptionId: 'Error', description: 'Error: broken' }), 'Error: broken');
    assert.equal(headOf({ exceptionId: 'SIGSEGV', description: 'Bad access' }), 'Exception: SIGSEGV: Bad access');
    assert.equal(
      headOf({ exceptionId: 'CLR/x', details: { fullTypeName: 'Shop.NoStockException', message: 'sku 7' } }),
      'Shop.NoStockException: sku 7',
    );
    assert.equal(headOf({}), 'Paused at charge (src/pay.py:10:5)');
    assert.equal(headOf(undefined), 'Paused at charge (src/pay.py:10:5)');
  });

  test('tells what caused the exception', () => {
    const innerException = [{ typeName: 'IOError', message: 'disk full', innerException: [{ message: 'no inode' }] }];
    assert.match(
      textOf({ exceptionId: 'SaveError', description: 'x', details: { innerException } }, calls),
      /\nCaused by: IOError: disk full\nCaused by: no inode$/,
    );
  });

  test("keeps the place it happened and the user's own calls, and counts the others", () => {
    const all = [
      frame('Decoder.decode(byte[] data) Line 12', '/usr/lib/python3/json/decoder.py'),
      frame('[External Code]', undefined, 0, { presentationHint: 'label' }),
      frame('scan', '/usr/lib/python3/json/scanner.py'),
      ...calls,
      frame('run', '/srv/shop/node_modules/run/index.js'),
      frame('start', '/srv/shop/boot.py', 1, { presentationHint: 'subtle' }),
    ];
    assert.equal(
      textOf({ exceptionId: 'ValueError' }, all),
      [
        'ValueError',
        '    at Decoder.decode (python3/json/decoder.py:10:5)',
        '    ... 1 more',
        '    at charge (src/pay.py:10:5)',
        '    at main (src/main.py:3:5)',
        '    ... 2 more',
      ].join('\n'),
    );
  });

  test("keeps all calls where none is known to be the user's own", () => {
    const outside = [frame('a', '/opt/x/a.py'), frame('', undefined), frame('b', '<node_internals>/b')];
    assert.equal(
      textOf(undefined, outside),
      'Paused at a (opt/x/a.py:10:5)\n    at a (opt/x/a.py:10:5)\n    at <anonymous>\n    at b (<node_internals>/b:10:5)',
    );
  });

  test('finds the workspace in Uris, on Windows and in several folders', () => {
    const placed = (path: string, folders = [shop]) =>
      placeFrame(readFrames({ stackFrames: [frame('f', path)] })[0] as never, folders).path;
    assert.equal(placed('vscode-remote://127.0.0.1:80/srv/shop/a%20b.py'), 'a b.py');
    assert.equal(placed('file:///srv/shop/a%zz.py'), 'a%zz.py');
    const win = { name: 'shop', path: '/c:/work/shop' };
    assert.equal(placed('C:\\work\\shop\\src\\a.cs', [win]), 'src/a.cs');
    assert.equal(placed('file:///C:/work/shop/a.cs', [win]), 'a.cs');
    assert.equal(placed('/srv/shop/api/a.py', [shop, { name: 'api', path: '/srv/shop/api' }]), 'api/a.py');
    assert.equal(placed('/srv/shopping/a.py'), 'srv/shopping/a.py');
  });

  test('is read by the composer as one error with its first own call', () => {
    const { incidentTitle, events } = composeReport({
      text: textOf({ exceptionId: 'OrderRejected', description: 'no stock left' }, calls),
      path: 'src/pay.py',
      languageId: 'plaintext',
    });
    assert.equal(incidentTitle, 'Exception: OrderRejected: no stock left');
    assert.equal(events[0]?.frames[0]?.file, 'src/pay.py');
    assert.equal(events[0]?.frames[0]?.own, true);
  });

  test('never throws, whatever an adapter answers', () => {
    const names = ['stackFrames', 'threads', 'id', 'name', 'line', 'column', 'source', 'path', 'presentationHint'];
    const hostile = hostileValues([...names, 'exceptionId', 'description', 'details', 'innerException', 'sessionId']);
    fc.assert(
      fc.property(hostile, fc.array(fc.string()), (some, paths) => {
        readCallStackItem([some, some]);
        readFirstThread(some);
        const frames = [some, { stackFrames: paths.map((path) => frame(path, path)) }].flatMap(readFrames);
        callStackText(
          readException(some),
          frames.map((each) => placeFrame(each, [shop])),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
