// Runs a server for as long as the process that asked for it lives, however that one ends.
//   node supervise.mjs FOLDER_TO_DELETE_AFTERWARDS|- COMMAND ARGUMENT...      with an IPC channel to the parent
// The parent closes the channel, or dies: then the server's whole process group ends, and this process after it.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** A server that has not ended this many milliseconds after SIGTERM is killed. */
const patience = 3000;

const [folder, command, ...args] = process.argv.slice(2);
// In its own process group, which also holds what the server starts: extension hosts, terminals, file watchers.
const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

function signalGroup(signal) {
  try {
    process.kill(-server.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

let stopping = false;

function stop() {
  stopping = true;
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), patience).unref();
}

server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.on('exit', (code) => {
  signalGroup('SIGKILL');
  // Ended by itself: what it printed is still wanted.
  if (stopping && folder !== '-') rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code ?? (stopping ? 0 : 1));
});
process.on('disconnect', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
