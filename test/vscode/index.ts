// Runs inside VS Code's extension host: VS Code calls run() and takes its rejection for a failure.
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { suiteEnvironment } from './environment.ts';
import type { SuiteEvent } from './events.ts';

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { eventsFile, grep } = suiteEnvironment();
  const write = (event: SuiteEvent) => appendFileSync(eventsFile, `${JSON.stringify(event)}\n`);
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: 20_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: eventReporter(write),
    ...(grep === undefined ? {} : { fgrep: grep }),
  });
  const suites = path.join(__dirname, 'suite');
  for (const file of readdirSync(suites, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(suites, file));
  }
  const failures = await new Promise<number>((resolve, reject) => {
    try {
      mocha.run(resolve);
    } catch (error) {
      // A suite that does not even load.
      write({
        event: 'fail',
        title: ['Loading the suites'],
        stack: String(error instanceof Error ? error.stack : error),
      });
      reject(error);
    }
  });
  write({ event: 'end' });
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** Mocha makes its reporter with `new`. */
function eventReporter(write: (event: SuiteEvent) => void) {
  return class extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      runner.on('pass', (test) => write({ event: 'pass', title: test.titlePath(), milliseconds: test.duration ?? 0 }));
      runner.on('fail', (test, error: Error) =>
        write({ event: 'fail', title: test.titlePath(), stack: error.stack ?? String(error) }),
      );
      runner.on('pending', (test) => write({ event: 'skip', title: test.titlePath() }));
    }
  };
}
