/** A window in a process of its own: requestsWindow.ts FOLDER ORIGIN TOKEN inSight|hidden front|behind */
import { later } from '../../src/platform/later.ts';
import { openRefreshWindow } from '../contract/refreshWindow.ts';

async function main(): Promise<void> {
  const [folder = '', origin = '', token = '', sight, focus] = process.argv.slice(2);
  const isFocused = focus === 'front';
  const window = await openRefreshWindow({ folder, origin, token, isFocused, now: Date.now, later });
  if (sight === 'inSight') window.sight.add();
  window.start();
  process.once('disconnect', () => {
    for (const error of window.errors) console.error(error);
    process.exit();
  });
}

void main();
