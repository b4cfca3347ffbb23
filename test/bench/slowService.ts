/** A COC that answers every question for a ticket after 20 ms with the page's example, in a process of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PAGE_DETAIL, PAGE_SHOW_ANSWER } from '../unit/coc/examples.ts';

const DELAY = 20;

const server = createServer(({ url = '' }, response) => {
  const incident_num = url.slice(url.lastIndexOf('/') + 1);
  const body = JSON.stringify({ ...PAGE_SHOW_ANSWER, data: { ...PAGE_DETAIL, incident_num } });
  setTimeout(() => response.setHeader('content-type', 'application/json').end(body), DELAY);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('disconnect', () => process.exit());
