import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { textDirection, textLanguage } from '../engine/model';

/** Folders of `src/webview`, each with a page of its own. */
type Surface = 'chat' | 'setup';

/** Where esbuild writes the browser side. */
export function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The page that loads the browser side of a surface. Only its own script and style sheet may load, and no string may become
 * markup or script: the browser side builds nodes, so a hole in its rendering has nothing to run.
 */
export function webviewPage(webview: vscode.Webview, extensionUri: vscode.Uri, surface: Surface): string {
  const root = webviewRoot(extensionUri);
  const script = webview.asWebviewUri(vscode.Uri.joinPath(root, `${surface}.js`)).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(root, `${surface}.css`)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    // Small pictures of attached images, which come as data. Nothing is fetched.
    `img-src data: blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${textLanguage()}" dir="${textDirection()}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Everpair</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<div id="${surface}"></div>
<script type="application/json" id="texts">${inScript(vscode.l10n.bundle ?? {})}</script>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** JSON as the text of a script element that is data and no script. Nothing in it can end the element. */
function inScript(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
