import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT_FILE } from './certificates.ts';
import type { ClientOrder, ClientReport } from './clientProcess.ts';

export interface OtherProcess {
  /** Calls the service from there. One at a time. */
  call(order: ClientOrder): Promise<ClientReport>;
  stop(): Promise<void>;
}

/** Starts a process with our client in it that trusts the authority of the test certificates. */
export function startOtherProcess(): OtherProcess {
  const child = fork(join(__dirname, 'clientProcess.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: ROOT_FILE },
  });
  return {
    call: (order) => {
      const report = replyOf(child);
      child.send(order);
      return report;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

function replyOf(child: ChildProcess): Promise<ClientReport> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('The process with the client ended.'));
    child.once('exit', onExit);
    child.once('message', (report) => {
      child.off('exit', onExit);
      resolve(report as ClientReport);
    });
  });
}
