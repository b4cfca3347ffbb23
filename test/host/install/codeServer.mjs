// A real VS Code from the npm registry: code-server, with the Node it wants.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { alone, cacheRoot, npm, repoRoot, step, unfinishedFolder } from './tools.mjs';

/** `version` is a key of versions.json, as "1.139". */
export async function ensureHost(version) {
  const { hosts } = JSON.parse(readFileSync(path.join(repoRoot, 'test/host/versions.json'), 'utf8'));
  const pins = hosts[version];
  if (!pins) throw new Error(`VS Code ${version} is not one of ${Object.keys(hosts).join(', ')}.`);
  if (process.platform !== 'linux') {
    throw new Error('The VS Code server of the tests runs on Linux only; here use "npm run test:desktop".');
  }
  const folder = path.join(cacheRoot, `code-server-${pins.codeServer}`);
  if (existsSync(folder)) return;
  await alone(async () => {
    if (existsSync(folder)) return;
    await step(`Installing VS Code ${pins.vscode} (code-server)`, async () => {
      const unfinished = unfinishedFolder(`code-server-${pins.codeServer}`);
      await installServer(unfinished, pins);
      renameSync(unfinished, folder);
    });
  });
}

async function installServer(folder, pins) {
  const nodePackage = `node-linux-${process.arch}`;
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "vscode-host", "private": true }\n');
  // Without install scripts: code-server's own wants the Kerberos headers, and starts the next step with other options.
  const exact = [`code-server@${pins.codeServer}`, `${nodePackage}@${pins.node}`];
  await npm(['install', '--ignore-scripts', '--save-exact', ...exact], { cwd: folder });
  replaceArgon2(path.join(folder, 'node_modules/argon2'));
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  resolveFromRegistry(path.join(vscode, 'npm-shrinkwrap.json'));
  const node = path.join(folder, 'node_modules', nodePackage);
  await npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: vscode, firstOnPath: path.join(node, 'bin') });
}

/**
 * The argon2 of 4.96.4 has no binary in its package, and without one the server does not even start. It hashes
 * passwords, which are only asked for where people use the server, and that is 4.139.1.
 */
function replaceArgon2(folder) {
  if (existsSync(path.join(folder, 'prebuilds'))) return;
  const refuse = '() => Promise.reject(new Error("This copy of code-server has no passwords."))';
  const { main } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  writeFileSync(path.join(folder, main), `exports.hash = exports.verify = ${refuse};\n`);
}

/** 1.96.4 locks one package to a git address; the release of the same version in the registry is the same code. */
function resolveFromRegistry(shrinkwrapFile) {
  const shrinkwrap = JSON.parse(readFileSync(shrinkwrapFile, 'utf8'));
  for (const entry of Object.values(shrinkwrap.packages)) {
    if (!entry.resolved?.startsWith('git')) continue;
    delete entry.resolved;
    delete entry.integrity;
  }
  writeFileSync(shrinkwrapFile, JSON.stringify(shrinkwrap, null, 2));
}
