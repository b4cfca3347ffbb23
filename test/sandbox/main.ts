/**
 * A local COC service to try things against: npm run sandbox -- [--port N] [--data FILE] [--minutes A,R,C] [--fixed]
 *
 *   --port N          the port on 127.0.0.1; a free one by default
 *   --data FILE       keeps the tickets over restarts, as JSON
 *   --minutes A,R,C   when a new ticket is acknowledged, resolved and completed after its creation; 1,3,6 by default
 *   --fixed           new tickets stay TRIGGERED until they are changed as below
 *
 * It serves COC (create, show, history, both lists) and IAM (tokens, and whose an access key is), and for whoever shows it to
 * others, without a token:
 *
 *   GET  /sandbox/requests           what was asked of the service, without tokens and passwords
 *   GET  /sandbox/tickets            all tickets as they are now
 *   POST /sandbox/tickets/{number}   {"status": "INCIDENT_STATUS_RESOLVED", "level": "level_20", "owner": "<user id>",
 *                                    "by": "<user id>", "comment": "..."}, each optional; a comment alone is a remark
 *   POST /sandbox/tokens             {"lifetimeMs": 60000, "expire": true}: of tokens for a password from now on; ends all issued so far
 *   GET  /sandbox/fault              the faults that are set
 *   POST /sandbox/fault              one fault, a list of them, or null to end them; the kinds are in faults.ts
 *
 *   curl -H 'Content-Type: application/json' -d '{"kind":"delay","ms":5000,"endpoint":"create","times":1}' ORIGIN/sandbox/fault
 *   curl -H 'Content-Type: application/json' -d '{"kind":"reset","when":"after"}' ORIGIN/sandbox/fault
 *   curl -H 'Content-Type: application/json' -d 'null' ORIGIN/sandbox/fault
 */

import { parseArgs } from 'node:util';
import { type Sandbox, startSandbox } from './sandbox.ts';
import type { Transitions } from './tickets.ts';

const minute = 60 * 1000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      data: { type: 'string' },
      minutes: { type: 'string', default: '1,3,6' },
      fixed: { type: 'boolean', default: false },
    },
  });
  const sandbox = await startSandbox({
    port: readPort(values.port),
    ...(values.data === undefined ? {} : { dataFile: values.data }),
    ...(values.fixed ? {} : { transitions: readTransitions(values.minutes) }),
  });
  console.log(introduction(sandbox));
  const stop = (): void => {
    sandbox.stop().catch(fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port takes a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

function readTransitions(text: string): Transitions {
  const [acknowledged = Number.NaN, resolved = Number.NaN, completed = Number.NaN, ...more] = text
    .split(',')
    .map((part) => Number(part.trim() === '' ? Number.NaN : part));
  if (!(acknowledged >= 0 && acknowledged <= resolved && resolved <= completed) || more.length > 0) {
    throw new Error(`--minutes takes three rising numbers such as 1,3,6, not "${text}".`);
  }
  return {
    acknowledgedAfter: acknowledged * minute,
    resolvedAfter: resolved * minute,
    completedAfter: completed * minute,
  };
}

function introduction(sandbox: Sandbox): string {
  const tickets = sandbox.tickets
    .list()
    .map((ticket) => `  ${ticket.incident_num}  ${ticket.status}  ${ticket.incident_title}`);
  return [
    `COC sandbox at ${sandbox.origin} (COC and IAM). Ctrl+C ends it.`,
    '',
    'Token, good for 24 hours:',
    sandbox.token,
    '',
    `IAM user ${sandbox.login.user}, password ${sandbox.login.password}, account ${sandbox.login.domain}`,
    `Access key ${sandbox.accessKey.ak}, secret key ${sandbox.accessKey.sk}`,
    `Temporary access key ${sandbox.temporaryKey.ak}, secret key ${sandbox.temporaryKey.sk}, security token`,
    sandbox.temporaryKey.securityToken,
    `Creator and owner: ${sandbox.user.id} (${sandbox.user.name})`,
    '',
    'Tickets:',
    ...tickets,
  ].join('\n');
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

main().catch(fail);
