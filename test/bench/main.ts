/**
 * `npm run bench`: size, requests, reports and activation, each beside its baseline and its bound. Timings are compared
 * within the run only and never fail it; a size over its bound does.
 *
 *   npm run bench -- [size] [client] [report] [redaction] [file] [tree] [refresh] [scroll] [activation] [requests]     only these groups
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withCleanup } from '../host/cleanup.ts';
import { runMain } from '../host/main.ts';
import { packageExtension } from '../host/package.ts';
import { benchActivation } from './activation.ts';
import { benchClient } from './client.ts';
import { benchFile } from './file.ts';
import { benchRedaction } from './redaction.ts';
import { benchRefresh } from './refresh.ts';
import { benchReport } from './report.ts';
import { benchRequests } from './requests.ts';
import { benchScroll } from './scroll.ts';
import { benchSize } from './size.ts';
import { benchTree } from './tree.ts';

const groups = ['size', 'client', 'report', 'redaction', 'file', 'tree', 'refresh', 'activation', 'requests'] as const;

function main(): Promise<void> {
  return withCleanup(async (defer) => {
    const named = process.argv.slice(2);
    const unknown = named.find((name) => !groups.some((group) => group === name));
    if (unknown !== undefined) throw new Error(`There is no "${unknown}" here, only ${groups.join(', ')}.`);
    const wanted = new Set(named.length > 0 ? named : groups);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'coc-bench-'));
    defer(() => rm(folder, { recursive: true }));
    console.log(`${os.cpus()[0]?.model.trim()} x ${os.cpus().length}, Node ${process.versions.node}`);

    const vsix = path.join(folder, 'coc-incidents.vsix');
    if (wanted.has('size') || wanted.has('scroll') || wanted.has('activation')) await packageExtension(vsix);
    if (wanted.has('size') && !(await benchSize(vsix))) process.exitCode = 1;
    if (wanted.has('client')) await benchClient();
    if (wanted.has('report')) await benchReport();
    if (wanted.has('redaction')) await benchRedaction();
    if (wanted.has('file')) await benchFile(folder);
    if (wanted.has('tree')) await benchTree(folder);
    if (wanted.has('refresh')) await benchRefresh(folder);
    if (wanted.has('scroll')) await benchScroll(vsix, folder);
    if (wanted.has('activation')) await benchActivation(vsix, folder);
    // Last: it takes ten real minutes.
    if (wanted.has('requests')) await benchRequests(folder);
  });
}

runMain(main);
