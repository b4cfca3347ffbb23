import type { Uri, WebviewPanel } from 'vscode';
import type { Api, Connection } from '../shared/rpc.ts';

/** Makes webview panels whose page is complete with its first paint. */
export interface Pages {
  /**
   * Fills a panel with one of the built pages and connects the two sides.
   * @param page name of the bundle: `form` or `ticketDetails` (dist/NAME.js, dist/NAME.css).
   * @param data plain data; stands in the page as JSON.
   * @param local what the page may call.
   */
  open<T extends Api<T>>(
    panel: WebviewPanel,
    page: 'form' | 'ticketDetails',
    title: string,
    data: unknown,
    local: object,
  ): Connection<T>;
  /** Icon files under media/. */
  media(file: string): Uri;
}
