/** Which process a file on disk belongs to, told apart from any later process that gets the same pid. */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessMark {
  readonly pid: number;
  /** Stands for the machine and its pid namespace: a pid of another place says nothing here. */
  readonly place: string;
  /** Differs between two processes that had the same pid one after the other. */
  readonly birth: string;
}

/** `unknown`: of another machine or container, or a process of that pid runs and its birth cannot be read. */
export type Liveness = 'alive' | 'dead' | 'unknown';

/** The mark of the process that runs this code; the same object at every call. */
export function thisProcess(): ProcessMark {
  own ??= { pid: process.pid, place: readPlace(), birth: readBirth(process.pid) ?? `${performance.timeOrigin}` };
  return own;
}

let own: ProcessMark | undefined;

/** Whether the marked process still runs. Costs a system call and, on Linux, two reads from /proc. */
export function livenessOf({ pid, place, birth }: ProcessMark): Liveness {
  const here = thisProcess();
  if (place !== here.place) return 'unknown';
  if (pid === here.pid) return birth === here.birth ? 'alive' : 'dead';
  if (!exists(pid)) return 'dead';
  const present = readBirth(pid);
  if (present === undefined) return 'unknown';
  return present === birth ? 'alive' : 'dead';
}

/** Whether any process of this machine has the pid now. */
export function exists(pid: number): boolean {
  try {
    // Signal 0 is not delivered, only checked.
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs under another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function readPlace(): string {
  const namespace = onLinux(() => readlinkSync('/proc/self/ns/pid')) ?? '';
  return createHash('sha256').update(`${hostname()}\n${namespace}`).digest('hex').slice(0, 16);
}

/** The boot and the clock tick at which the process began; a dead one that nobody has waited for counts as gone. */
function readBirth(pid: number): string | undefined {
  const stat = onLinux(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const boot = onLinux(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1'));
  if (stat === undefined || boot === undefined) return undefined;
  // The command's name, in brackets, may hold anything; after it come the state and, as 20th, the start time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? 'gone' : `${boot.trim()}-${fields[19]}`;
}

function onLinux(read: () => string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return read();
  } catch (error) {
    // Hidden, or ended meanwhile: then nothing is known of it.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
