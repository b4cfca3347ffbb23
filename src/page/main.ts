/** The script of every page: what the host wrote into the HTML says which it is. */
import '../shared/page/page.css';
import { startForm } from '../features/reportIncident/form/main.ts';
import type { FormData } from '../features/reportIncident/protocol.ts';
import { startDetails } from '../features/ticketDetails/page/main.ts';
import type { DetailsData } from '../features/ticketDetails/protocol.ts';
import type { PageName } from '../shared/page/name.ts';

/** Their data is written by our own host, as the protocols say. */
const PAGES: Readonly<Record<PageName, (root: HTMLElement, data: unknown) => void>> = {
  form: (root, data) => startForm(root, data as FormData),
  ticketDetails: (root, data) => startDetails(root, data as DetailsData),
};

const root = document.getElementById('root');
const data = document.getElementById('data');
if (root !== null && data !== null) PAGES[root.className as PageName](root, JSON.parse(data.textContent ?? ''));
