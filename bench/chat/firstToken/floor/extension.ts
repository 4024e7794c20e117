import * as vscode from 'vscode';

const page = `<!DOCTYPE html><html><body><textarea aria-label="Message Everpair"></textarea><div id="log"></div><script>
const host = acquireVsCodeApi();
const box = document.querySelector('textarea');
const log = document.getElementById('log');
let answer;
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  answer = document.createElement('p');
  log.append(answer);
  host.postMessage(box.value);
  box.value = '';
});
addEventListener('message', ({ data }) => answer.append(data));
</script></body></html>`;

/** The least a chat can do: it asks its host with `fetch` and shows each piece as text. */
export function activate(context: vscode.ExtensionContext): void {
  const view = {
    resolveWebviewView: ({ webview }: vscode.WebviewView) => {
      webview.options = { enableScripts: true };
      webview.onDidReceiveMessage((prompt: string) => void ask(prompt, webview));
      webview.html = page;
    },
  };
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider('floor.chat', view),
    vscode.commands.registerCommand('floor.open', () => vscode.commands.executeCommand('floor.chat.focus')),
  );
}

async function ask(prompt: string, webview: vscode.Webview): Promise<void> {
  const response = await fetch(`${process.env['EVERPAIR_FLOOR_HOST'] ?? ''}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: prompt }] }),
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    for (const line of decoder.decode(bytes, { stream: true }).split('\n')) {
      const text = line.startsWith('data: {') ? contentOf(line.slice(6)) : undefined;
      if (text) void webview.postMessage(text);
    }
  }
}

function contentOf(json: string): string | undefined {
  const { choices } = JSON.parse(json) as { readonly choices: readonly { readonly delta: { content?: string } }[] };
  return choices[0]?.delta.content;
}
