import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import type { Composition, ReportChoice } from '../../../src/features/reportIncident/composing.ts';
import {
  applyChange,
  composeSnippet,
  isEdited,
  leftOutText,
  reportOnForm,
  sourceTextOf,
} from '../../../src/features/reportIncident/composing.ts';
import { readChange, reportFromDisk } from '../../../src/features/reportIncident/reportArea.ts';
import type { Snippet } from '../../../src/report/snippet.ts';

const pause = async (): Promise<void> => undefined;
const compose = (snippet: Snippet, choice?: ReportChoice, patterns: readonly unknown[] = []) =>
  composeSnippet(snippet, { patterns, pause, ...(choice && { choice }) });

const SECRET = 'Tr0ub4dor-x9Q7';
const log = [
  '2026-08-01T09:14:05Z INFO started',
  ...Array.from({ length: 40 }, (_, index) => `2026-08-01T09:14:06Z INFO step ${index} is done and all is well`),
  `2026-08-01T09:15:00Z ERROR login failed for admin, password=${SECRET}`,
  '2026-08-01T09:16:00Z INFO some other work went on',
  ...Array.from({ length: 20 }, (_, index) => `2026-08-01T09:16:01Z INFO more of it ${index}`),
  '2026-08-01T09:17:00Z ERROR disk full: /var/data',
].join('\n');

/** All that is shown, stored, logged or sent of a composition. */
const outputs = (composition: Composition): string =>
  JSON.stringify([
    composition.fields,
    composition.label,
    sourceTextOf(composition),
    reportOnForm(composition),
    leftOutText(composition),
    composition.redactions,
    composition.events,
  ]);

/** The redaction of the password in the log, undone. */
async function undone(): Promise<{ choice: ReportChoice; id: string }> {
  const composition = await compose({ text: log });
  const id = composition.redactions[0]?.id ?? '';
  const choice = applyChange(composition, { kind: 'redaction', id, undone: true });
  assert.ok(choice !== undefined);
  return { choice, id };
}

suite('composing a report', () => {
  test('a branch is named without a secret, on one line and not at any length', async () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const of = async (branch: string) =>
      (await compose({ text: 'Error: broken', path: 'a.log', git: { commit, branch } })).label;
    assert.equal(await of('fix/订单'), 'a.log, 0123456 on fix/订单');
    assert.equal(await of(`password=${SECRET}`), 'a.log, 0123456 on password=[password]');
    assert.equal(await of('a\n\u202eb\u0007'), 'a.log, 0123456 on a b');
    assert.equal(await of('x'.repeat(250)), `a.log, 0123456 on ${'x'.repeat(60)}`);
  });

  test('of a whole file the description names the lines of the event, the source text all of them', async () => {
    const composition = await compose({ text: log, path: 'a.log', lines: { first: 1001, last: 1064 }, ofFile: true });
    assert.match(composition.fields.incidentDescription, /^a\.log:1042\n/);
    assert.equal(composition.label, 'a.log:1001-1064');
  });

  test('no piece of a secret is in anything that comes of it', async () => {
    const composition = await compose({ text: log, path: 'logs/auth.log' });
    assert.ok(!outputs(composition).includes(SECRET));
    assert.deepEqual(
      composition.redactions.map(({ kind, line }) => ({ kind, line })),
      [{ kind: 'password', line: 42 }],
    );
  });

  test('no secret of any text comes out, whatever stands around it', async () => {
    const around = fc.array(fc.oneof(fc.string(), fc.constant('ERROR failed')), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(around, around, async (before, after) => {
        const text = [...before, `password=${SECRET}`, ...after].join('\n');
        assert.ok(!outputs(await compose({ text })).includes(SECRET));
      }),
      { numRuns: 100 },
    );
  });

  test("the user's own patterns are taken out too, of the path as well", async () => {
    const composition = await compose({ text: 'ERROR project falcon failed', path: 'falcon/a.log' }, undefined, [
      'falcon',
    ]);
    assert.ok(!outputs(composition).includes('falcon'));
    assert.match(composition.label ?? '', /^\[redacted\]/);
  });

  test('patterns that cannot be used are named, and the others still hold', async () => {
    const { text, problems } = await compose({ text: 'ERROR falcon' }, undefined, ['(', 7, 'falcon']);
    assert.equal(text, 'ERROR [redacted]');
    assert.deepEqual(
      problems.map(({ pattern }) => pattern),
      ['(', '7'],
    );
  });

  test('an undone redaction is shown in this report only, and can be replaced again', async () => {
    const { choice, id } = await undone();
    const shown = await compose({ text: log }, choice);
    assert.ok(shown.text.includes(SECRET));
    assert.equal(reportOnForm(shown).redactions[0]?.undone, true);
    const back = applyChange(shown, { kind: 'redaction', id, undone: false });
    assert.ok(!outputs(await compose({ text: log }, back)).includes(SECRET));
    assert.ok(!outputs(await compose({ text: log })).includes(SECRET));
  });

  test('another event can be chosen, and what was undone stays undone', async () => {
    const { choice } = await undone();
    const first = await compose({ text: log }, choice);
    assert.equal(reportOnForm(first).events.length, 2);
    const second = await compose({ text: log }, applyChange(first, { kind: 'event', event: 1 }));
    assert.notEqual(second.fields.incidentTitle, first.fields.incidentTitle);
    assert.ok(second.text.includes(SECRET));
    assert.equal(reportOnForm(second).event, 1);
  });

  test('a change that names no redaction or event of the report is none', async () => {
    const composition = await compose({ text: log });
    assert.equal(applyChange(composition, { kind: 'event', event: 99 }), undefined);
    assert.equal(applyChange(composition, { kind: 'event', event: -1 }), undefined);
    assert.equal(applyChange(composition, { kind: 'event', event: Number.NaN }), undefined);
    assert.equal(applyChange(composition, { kind: 'redaction', id: 'none', undone: true }), undefined);
  });

  test('what was left out is every line that the description does not hold', async () => {
    const composition = await compose({ text: log });
    const left = leftOutText(composition).split('\n');
    assert.equal(left.length, composition.leftOut.lines);
    const lines = composition.text.split('\n');
    assert.ok(composition.leftOut.kept.length > 0);
    for (const kept of composition.leftOut.kept) assert.ok(!left.includes(lines[kept - 1] ?? ''));
    assert.equal(reportOnForm(composition).hasLeftOut, true);
    assert.equal(reportOnForm(await compose({ text: 'Error: short' })).hasLeftOut, false);
  });

  test('the time of the event is taken to the second, and one without a zone is known as local', async () => {
    const known = await compose({ text: '2026-08-01T09:15:00.777Z ERROR failed' });
    assert.deepEqual([known.fields.startTime, known.isLocalTime], [Date.UTC(2026, 7, 1, 9, 15), false]);
    const local = await compose({ text: '2026-08-01 09:15:00 ERROR failed' });
    assert.deepEqual([local.fields.startTime, local.isLocalTime], [new Date(2026, 7, 1, 9, 15).getTime(), true]);
  });

  test('a time in the far future or before 1970 is no start', async () => {
    for (const year of ['1961', '2961']) {
      const { fields } = await compose({ text: `${year}-08-01T09:15:00Z ERROR failed` });
      assert.equal(fields.startTime, undefined);
    }
  });

  test('what pauses is awaited, and what it rejects with ends the work', async () => {
    const stopped = new Error('stopped');
    const text = `${log}\n`.repeat(2000);
    await assert.rejects(composeSnippet({ text }, { patterns: [], pause: () => Promise.reject(stopped) }), stopped);
  });
});

suite('composing the report of a command', () => {
  const command = {
    line: `mysql -h db -p${SECRET} shop`,
    cwd: '/home/li/shop',
    exitCode: 1,
    endedAt: 1_754_000_000_123,
  };
  const text = `connecting\nERROR 1045 (28000): Access denied, password=${SECRET}`;

  test('no secret of the command line, its folder or its output is in anything that comes of it', async () => {
    const cwd = `/srv/token=${SECRET}/shop`;
    const composition = await compose({ text, origin: `Terminal: pwd=${SECRET}`, command: { ...command, cwd } });
    assert.ok(!outputs(composition).includes(SECRET));
    assert.match(composition.fields.incidentDescription, /^\$ mysql -h db -p\[password\] shop\nexit code 1 in /);
    assert.match(composition.label ?? '', /^Terminal: pwd=\[password\]$/);
  });

  test('the command stands above its output, with its secrets listed and each undone by itself', async () => {
    const composition = await compose({ text, command });
    assert.equal(sourceTextOf(composition).split('\n')[0], '$ mysql -h db -p[password] shop');
    const listed = reportOnForm(composition).redactions;
    assert.deepEqual(
      listed.map(({ line }) => line),
      [1, 3],
    );
    const undo = (index: number) =>
      compose(
        { text, command },
        applyChange(composition, { kind: 'redaction', id: listed[index]?.id ?? '', undone: true }),
      );
    const inCommand = await undo(0);
    assert.ok(inCommand.fields.incidentDescription.startsWith(`$ ${command.line}\n`));
    assert.match(inCommand.text, /password=\[password\]/);
    const inOutput = await undo(1);
    assert.match(inOutput.fields.incidentDescription, /^\$ mysql -h db -p\[password\] shop\n/);
    assert.ok(inOutput.text.includes(SECRET));
    assert.equal(reportOnForm(inOutput).events[0]?.line, 3);
  });

  test("the user's own patterns hold for the command too", async () => {
    const composition = await compose({ text, command: { ...command, cwd: '/falcon' } }, undefined, ['falcon|mysql']);
    assert.ok(!/falcon|mysql/.test(outputs(composition)));
  });

  test('a command whose shell did not tell what was typed is reported by its output', async () => {
    const composition = await compose({ text, command: { line: '', exitCode: 1 } });
    assert.ok(sourceTextOf(composition).startsWith('connecting\n'));
    assert.equal(reportOnForm(composition).redactions[0]?.line, 2);
  });

  test('it started when the command ended, unless its output tells the time', async () => {
    assert.equal((await compose({ text, command })).fields.startTime, 1_754_000_000_000);
    const timed = await compose({ text: '2026-08-01T09:15:00Z ERROR failed', command });
    assert.equal(timed.fields.startTime, Date.UTC(2026, 7, 1, 9, 15));
  });
});

suite('whether a composed text was edited', () => {
  const composed = { incidentTitle: 'a', incidentDescription: 'b\nc' };

  test('is told by title and description, however lines end', () => {
    assert.equal(isEdited({ ...EMPTY_DRAFT, ...composed, region: 'x' }, composed), false);
    assert.equal(isEdited({ ...EMPTY_DRAFT, ...composed, incidentDescription: 'b\r\nc' }, composed), false);
    assert.equal(isEdited({ ...EMPTY_DRAFT, ...composed, incidentTitle: 'a!' }, composed), true);
    assert.equal(isEdited({ ...EMPTY_DRAFT, ...composed, incidentDescription: 'b' }, composed), true);
  });
});

suite('a change that a page asks for', () => {
  test('is taken when it is one', () => {
    const changes = [
      { kind: 'event', event: 1 },
      { kind: 'redaction', id: 'x', undone: true },
    ];
    for (const change of changes) assert.deepEqual(readChange({ ...change, more: 1 }), change);
  });

  test('is refused when it is anything else', () => {
    for (const change of [undefined, null, 'event', {}, { kind: 'event', event: '1' }, { kind: 'redaction', id: 1 }])
      assert.throws(() => readChange(change));
  });
});

suite('the report of a draft from disk', () => {
  test('lists what was replaced, with nothing to undo or to choose', () => {
    const draft = {
      version: 2,
      id: 'x',
      origin: 'https://coc.example.com',
      createdAt: 0,
      changedAt: 0,
      state: { kind: 'draft' },
      fields: EMPTY_DRAFT,
      redactions: [{ kind: 'password', line: 3 }],
    } as const;
    assert.deepEqual(reportFromDisk(draft), {
      redactions: [{ marker: '[password]', line: 3, undone: false }],
      unlisted: 0,
      events: [],
      event: 0,
      hasLeftOut: false,
    });
  });
});

suite('secrets that composing would bring to light', () => {
  const composed = async (text: string) =>
    (await composeSnippet({ text }, { patterns: [], pause: async () => undefined })).fields;

  test('colours and characters without width hide none', async () => {
    const red = (word: string) => `\u001b[31m${word}\u001b[0m`;
    for (const text of [
      `${red('ERRO')}[0003] login failed ${red('err')}="401 Unauthorized" ${red('password')}=Huawei@12345 ${red('user')}=zhang`,
      'ERROR login failed, 密码: \u200bHuawei@12345',
    ]) {
      const { incidentTitle, incidentDescription } = await composed(text);
      assert.doesNotMatch(incidentTitle + incidentDescription, /Huawei@/);
      assert.match(incidentDescription, /\[password\]/);
    }
  });

  test('escapes in JSON hide none', async () => {
    const event = JSON.stringify({ Level: 'Error', Message: 'login failed {"user":"a","password":"hunter2xyz"}' });
    const text = event.replaceAll('\\"', '\\u0022');
    const filler = '{"Level":"Information","Message":"all is well"}\n'.repeat(30);
    const { incidentTitle, incidentDescription } = await composed(`${text}\n${filler}`);
    assert.doesNotMatch(incidentTitle + incidentDescription, /hunter2xyz/);
    assert.ok(incidentDescription.length <= 600);
  });

  test('a test that passed is no password', async () => {
    const { incidentDescription } = await composed('--- PASS: TestEmpty (0.00s)\n--- FAIL: TestTotal (0.00s)\nFAIL');
    assert.match(incidentDescription, /PASS: TestEmpty/);
  });
});
