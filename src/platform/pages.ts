/** Webview panels whose page is complete with its first paint: its data stands in its HTML. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { PageName } from '../shared/page/name.ts';
import type { Api, Connection } from '../shared/rpc.ts';
import { connect } from '../shared/rpc.ts';

export interface Pages {
  /**
   * Fills a panel with one of the pages and connects the two sides until the panel is disposed.
   * @param page which of the pages that dist/page.js and dist/page.css hold.
   * @param data plain data; stands in the page as JSON.
   * @param local what the page may call.
   */
  open<T extends Api<T>>(
    panel: vscode.WebviewPanel,
    page: PageName,
    title: string,
    data: unknown,
    local: object,
  ): Connection<T>;
}

export function createPages(extensionUri: vscode.Uri, log: vscode.LogOutputChannel): Pages {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  // Of the activity bar, where only its shape counts. A tab shows it as it is: grey, seen on light and dark themes.
  const icon = vscode.Uri.joinPath(extensionUri, 'media', 'coc.svg');
  return {
    open: <T extends Api<T>>(
      panel: vscode.WebviewPanel,
      page: PageName,
      title: string,
      data: unknown,
      local: object,
    ) => {
      const { webview } = panel;
      webview.options = { enableScripts: true, localResourceRoots: [dist] };
      panel.title = title;
      panel.iconPath = icon;
      const failed = (name: string, error: unknown) =>
        log.error(`The page ${page} asked for ${name}, which failed.`, error);
      const connection = connect<T>((message) => void webview.postMessage(message), local, failed);
      const subscription = webview.onDidReceiveMessage((message: unknown) => connection.receive(message));
      panel.onDidDispose(() => {
        subscription.dispose();
        connection.close('The panel was closed.');
      });
      const resource = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
      webview.html = html({
        page,
        title,
        data,
        script: resource('page.js'),
        style: resource('page.css'),
        cspSource: webview.cspSource,
      });
      return connection;
    },
  };
}

interface Html {
  readonly page: PageName;
  readonly title: string;
  readonly data: unknown;
  readonly script: string;
  readonly style: string;
  readonly cspSource: string;
}

function html({ page, title, data, script, style, cspSource }: Html): string {
  const nonce = randomBytes(16).toString('base64');
  const csp = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(csp)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<main id="root" class="${page}"></main>
<script type="application/json" id="data">${inScript(data)}</script>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

/** Inside a script element only `<` can end it or begin a comment. */
function inScript(data: unknown): string {
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
