import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Terminal } from 'vscode';
import { addText, newOutput, outputText, TERMINAL_PAGES } from '../../../src/features/reportIncident/commandOutput.ts';
import type { Execution } from '../../../src/features/reportIncident/commandWatch.ts';
import { createCommandWatch, hasFailed } from '../../../src/features/reportIncident/commandWatch.ts';

const KIB = 1024;
const LIMIT = 256 * KIB;
const all = (pieces: readonly string[]): string => {
  const output = newOutput();
  for (const piece of pieces) addText(output, piece, TERMINAL_PAGES);
  const { head, tail } = outputText(output);
  return head + tail;
};

suite('what is kept of a command', () => {
  test('is all of it as long as it is small, in however many pieces and characters it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 300 }), (pieces) => {
        assert.equal(all(pieces), pieces.join(''));
      }),
      { numRuns: 200 },
    );
  });

  test('is its beginning and its end when it is large, in whole lines, and how much was dropped is known', () => {
    const output = newOutput();
    const lines = Array.from({ length: 50_000 }, (_, at) => `line ${at} 错误 😀\r\n`);
    for (const line of lines) addText(output, line, TERMINAL_PAGES);
    const { head, dropped, tail } = outputText(output);
    assert.ok(head.startsWith('line 0 '));
    assert.ok(tail.endsWith('line 49999 错误 😀\r\n'));
    for (const line of `${head}${tail}`.split('\n').filter((text) => text.trim() !== ''))
      assert.match(line, /^line \d+ 错误 😀\r$|^\r?$/);
    const missing = Buffer.byteLength(lines.join('')) - Buffer.byteLength(head + tail);
    // A character that was cut counts a little more than it took.
    assert.ok(dropped >= missing && dropped < missing + 16);
    assert.ok(Buffer.byteLength(tail) > 200 * KIB);
  });

  test('never takes more than its room, not for one piece of megabytes either', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 400 * KIB }), { maxLength: 12 }), (sizes) => {
        const output = newOutput();
        for (const size of sizes) addText(output, 'é\n'.repeat(size / 3), TERMINAL_PAGES);
        const held = output.pages.reduce((sum, page) => sum + page.byteLength, 0);
        assert.ok(held <= LIMIT);
        const { head, tail } = outputText(output);
        assert.ok(Buffer.byteLength(head + tail) <= LIMIT);
      }),
      { numRuns: 60 },
    );
  });

  test('holds no half line, for that may be half a secret', () => {
    const secret = 'password=Tr0ub4dor-x9Q7';
    const text = all([`${'x'.repeat(40 * KIB)}${secret}`, 'y'.repeat(900 * KIB), `${secret} end`]);
    assert.equal(text, '');
  });
});

interface FakeCommand extends Execution {
  print(text: string): void;
  close(): void;
}

/** Gives out what is printed as VS Code does. */
function fakeCommand(value = 'npm test'): FakeCommand {
  const waiting: string[] = [];
  let done = false;
  let wake = () => {};
  return {
    commandLine: { value, isTrusted: true, confidence: 2 },
    cwd: undefined,
    print: (text) => {
      waiting.push(text);
      wake();
    },
    close: () => {
      done = true;
      wake();
    },
    read: async function* () {
      for (;;) {
        const text = waiting.shift();
        if (text !== undefined) yield text;
        else if (done) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

const terminal = (name: string): Terminal => ({ name }) as Terminal;
const turns = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

suite('watching the commands of terminals', () => {
  const watch = createCommandWatch();
  const textOf = (of: Terminal): string | undefined => {
    const failure = watch.failures().get(of);
    return failure === undefined ? undefined : outputText(failure.output).tail;
  };
  const run = async (of: Terminal, text: string, exitCode: number | undefined) => {
    const command = fakeCommand();
    const reading = watch.started(of, command);
    command.print(text);
    await turns();
    command.close();
    watch.ended(of, command, exitCode);
    await reading;
  };

  test('keeps the last that failed, whatever succeeds after it', async () => {
    const bash = terminal('bash');
    await run(bash, 'first', 1);
    await run(bash, 'second', 2);
    await run(bash, 'fine', 0);
    assert.equal(textOf(bash), 'second');
    assert.equal(watch.failures().get(bash)?.exitCode, 2);
  });

  test('one that was interrupted or tells no exit code takes the place of no failure', async () => {
    const zsh = terminal('zsh');
    await run(zsh, 'interrupted', 130);
    assert.equal(textOf(zsh), 'interrupted');
    await run(zsh, 'unknown', undefined);
    assert.equal(textOf(zsh), 'unknown');
    await run(zsh, 'failed', 7);
    await run(zsh, 'interrupted again', 130);
    assert.equal(textOf(zsh), 'failed');
    assert.deepEqual([0, undefined, 130, -1073741510, 3221225786, 1, 137, -1].map(hasFailed), [
      ...[false, false, false, false, false],
      ...[true, true, true],
    ]);
  });

  test('takes what comes a moment after the end', async () => {
    const fish = terminal('fish');
    const command = fakeCommand();
    const reading = watch.started(fish, command);
    await turns();
    watch.ended(fish, command, 1);
    command.print('late');
    command.close();
    await reading;
    assert.equal(textOf(fish), 'late');
  });

  test('what a closed terminal printed is gone, and is read no further', async () => {
    const gone = terminal('gone');
    await run(gone, 'failed', 1);
    const command = fakeCommand();
    const reading = watch.started(gone, command);
    watch.closed(gone);
    command.print('more');
    await reading;
    watch.ended(gone, command, 1);
    assert.equal(watch.failures().has(gone), false);
  });

  test('an end whose start was not seen is none', () => {
    const late = terminal('late');
    watch.ended(late, fakeCommand(), 1);
    assert.equal(watch.failures().has(late), false);
  });

  test('a terminal never takes more than 256 KiB, whatever its commands print and however they end', async () => {
    const sizesOfCommands = fc.array(fc.array(fc.nat({ max: 150 * KIB }), { maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizesOfCommands, async (commands) => {
        const own = createCommandWatch();
        const bash = terminal('bash');
        for (const sizes of commands) {
          const command = fakeCommand();
          const reading = own.started(bash, command);
          for (const size of sizes) {
            command.print('z\n'.repeat(size / 2));
            await turns();
          }
          const earlier = own.failures().get(bash)?.output;
          own.ended(bash, command, 1);
          const held = [earlier, own.failures().get(bash)?.output].flatMap((output) => output?.pages ?? []);
          assert.ok(held.reduce((sum, page) => sum + page.byteLength, 0) <= LIMIT);
          command.close();
          await reading;
        }
      }),
      { numRuns: 40 },
    );
  });
});
