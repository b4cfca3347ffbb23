// Brings what a fresh clone lacks. Plain Node without packages: it runs before node_modules exists.
//   node test/host/bootstrap.mjs [1.139] [1.96] [chromium]
// Always the locked npm packages, then what is named. What is there already is left alone, offline and at once.
import { ensureChromium } from './install/chromium.mjs';
import { ensureHost } from './install/codeServer.mjs';
import { ensurePackages } from './install/packages.mjs';

/** The oldest Node all packages of package-lock.json accept. */
const oldestNode = [20, 19];

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(
    `Node ${process.versions.node} is too old: please install Node 20 (${oldestNode.join('.')} or later), 22 or 24.`,
  );
}

async function main() {
  refuseOldNode();
  await ensurePackages();
  for (const wanted of process.argv.slice(2)) {
    await (wanted === 'chromium' ? ensureChromium() : ensureHost(wanted));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
