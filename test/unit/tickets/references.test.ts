import assert from 'node:assert/strict';
import fc from 'fast-check';
import { candidatePaths, findReferences } from '../../../src/features/ticketDetails/references.ts';
import { HOSTILE_TEXTS } from './hostileTexts.ts';

const found = (text: string) =>
  findReferences(text).map(({ path, line, column, start, end }) => {
    const place = column === undefined ? `${path}@${line}` : `${path}@${line},${column}`;
    return `${place} ${text.slice(start, end)}`;
  });

suite('places in a description', () => {
  const samples: [text: string, ...expected: string[]][] = [
    ['src/app.py:12 failed', 'src/app.py@12 src/app.py:12'],
    ['  File "/srv/app/orders.py", line 88, in pay', '/srv/app/orders.py@88 /srv/app/orders.py", line 88'],
    ['at pay (/srv/app/src/pay.ts:88:31)', '/srv/app/src/pay.ts@88,31 /srv/app/src/pay.ts:88:31'],
    ['at com.acme.Orders.pay(Orders.java:42)', 'Orders.java@42 Orders.java:42'],
    ['in C:\\build\\Orders.cs:line 7', 'C:\\build\\Orders.cs@7 C:\\build\\Orders.cs:line 7'],
    ['src\\main.ts(12,5): error TS1', 'src\\main.ts@12,5 src\\main.ts(12,5)'],
    ['\t/go/src/main.go:9 +0x1d', '/go/src/main.go@9 /go/src/main.go:9'],
    ['（支付 src/支付.py:3）', 'src/支付.py@3 src/支付.py:3'],
    ['./a.c:1:2: error, b.c:3', './a.c@1,2 ./a.c:1:2', 'b.c@3 b.c:3'],
  ];
  for (const [text, ...expected] of samples) {
    test(`are found as people and runtimes write them: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(found(text), expected);
    });
  }

  test('are not seen in times, ports, addresses and numbers', () => {
    const texts = [
      '09:14:55',
      '10.0.0.1:8080',
      'localhost:3000',
      'https://coc.example.com/a.js:80',
      'v1.2:3',
      'a.py:0',
      'IM:12',
    ];
    for (const text of texts) assert.deepEqual(found(text), [], text);
  });

  test('are at most fifty, in their order', () => {
    const many = Array.from({ length: 80 }, (_, index) => `f${index}.ts:${index + 1}`).join(' ');
    const lines = findReferences(many).map(({ line }) => line);
    assert.deepEqual(
      lines,
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
  });

  test('are sorted, inside the text and do not overlap, whatever the text', () => {
    const piece = fc.constantFrom('a', '/', '\\', '.', ':', '1', 'py', '"', ', line ', '(', ')', ',', ' ', '\n', '支');
    const text = fc.oneof(fc.string({ unit: piece, maxLength: 80 }), fc.constantFrom(...HOSTILE_TEXTS));
    fc.assert(
      fc.property(text, (description) => {
        let last = 0;
        for (const { start, end, line } of findReferences(description)) {
          assert.ok(start >= last && end > start && end <= description.length && line >= 1);
          last = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('are looked for in bounded time, however the text is made', () => {
    const hostile = [
      'a/'.repeat(50_000),
      'a.'.repeat(50_000),
      '/'.repeat(50_000),
      `${'a'.repeat(9_000)}.py:1`,
      '"a.b'.repeat(20_000),
    ];
    const before = performance.now();
    for (const text of hostile) findReferences(text);
    assert.ok(performance.now() - before < 2000);
  });
});

suite('where a file may be in the workspace', () => {
  test('is the path as written, then with leading folders left out, but never the bare name', () => {
    assert.deepEqual(candidatePaths('/build/agent/src/pay.ts', '/home/me/shop'), [
      'build/agent/src/pay.ts',
      'agent/src/pay.ts',
      'src/pay.ts',
    ]);
    assert.deepEqual(candidatePaths('Orders.java', '/home/me/shop'), ['Orders.java']);
    assert.deepEqual(candidatePaths('C:\\b\\src\\a.cs', '/c:/w'), ['b/src/a.cs', 'src/a.cs']);
    assert.deepEqual(candidatePaths('./a.py', '/w'), ['a.py']);
  });

  test('is the rest of the path for a file of the folder itself', () => {
    assert.deepEqual(candidatePaths('/home/me/shop/pay.ts', '/home/me/shop'), ['pay.ts']);
    assert.deepEqual(candidatePaths('/home/me/shop2/pay.ts', '/home/me/shop'), [
      'home/me/shop2/pay.ts',
      'me/shop2/pay.ts',
      'shop2/pay.ts',
    ]);
  });

  test('is never outside the folder', () => {
    for (const path of ['../etc/passwd.txt', 'a/../../b.py', '..\\x.cs', '/w/../../b.py']) {
      assert.deepEqual(candidatePaths(path, '/w'), [], path);
    }
  });

  test('is looked for at few places only', () => {
    assert.ok(candidatePaths(`${'a/'.repeat(100)}b.py`, '/w').length <= 9);
  });
});
