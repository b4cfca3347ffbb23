import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(__dirname, '../sandbox/main.ts');

suite('npm run sandbox', () => {
  let folder: string;
  const started: ChildProcess[] = [];

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coc-sandbox-'));
  });

  teardown(async () => {
    for (const child of started.splice(0)) {
      child.kill('SIGKILL');
    }
    await rm(folder, { recursive: true });
  });

  /** Resolves once `enough` is found in what it has printed, or it has ended. */
  async function run(args: readonly string[], enough: RegExp): Promise<{ child: ChildProcess; text: string }> {
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    let text = '';
    await new Promise<void>((resolve) => {
      const read = (chunk: Buffer): void => {
        text += chunk.toString('utf8');
        if (enough.test(text)) {
          resolve();
        }
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('close', () => resolve());
    });
    return { child, text };
  }

  test('prints an origin, a token and sample numbers that work, and ends on Ctrl+C', async () => {
    const { child, text } = await run(['--data', join(folder, 'tickets.json')], /Draft:/);
    const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
    const [token = ''] = /^MII\S+$/m.exec(text) ?? [];
    const numbers = text.match(/IM\d{24}/g) ?? [];
    assert.ok(numbers.length >= 6, text);
    for (const incidentNum of numbers) {
      const response = await fetch(`${origin}/v1/external/incident/${incidentNum}`, {
        headers: { 'x-auth-token': token },
      });
      assert.equal(response.status, 200);
    }
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    const again = await run(['--data', join(folder, 'tickets.json')], /Draft:/);
    assert.deepEqual(again.text.match(/IM\d{24}/g), numbers);
  });

  for (const args of [['--port', 'x'], ['--minutes', '3,1,6'], ['--minutes', '1,2'], ['--nonsense']]) {
    test(`${args.join(' ')} is refused in one sentence`, async () => {
      const { child, text } = await run(args, /never printed/);
      assert.equal(child.exitCode, 1);
      assert.equal(text.trim().split('\n').length, 1, text);
      assert.ok(text.includes(args[0] ?? ''), text);
    });
  }
});
