import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import sharp from 'sharp';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';

/** Lines of a file that is too long to be sent whole. */
const longLines = 6_000;

/** Tokens of all models: the long file does not fit. */
const contextWindow = 30_000;

const files: Readonly<Record<string, string>> = {
  'AGENTS.md': 'Write like a sailor.\n',
  '.env': 'TOKEN=secret-of-env\n',
  'data.json': '{ "wrong": }\n',
  'parts/wheel.txt': 'The wheel is round.\n',
  'parts/axle.txt': 'The axle is straight.\n',
  'long.txt': Array.from({ length: longLines }, (_, line) => `line ${line} of a long file`).join('\n'),
};

function prepareFolder(folder: string): void {
  mkdirSync(path.join(folder, 'parts'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const git = (...args: readonly string[]): unknown =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@b.test', ...args], { stdio: 'ignore' });
  git('init');
  git('add', '.');
  git('commit', '-m', 'Begin with a basket');
  writeFileSync(path.join(folder, 'words.py'), 'changed = "not committed"\n');
}

describe('what goes with a prompt', () => {
  let stage: Stage;
  let chat: ChatPanel;
  let page: Server;
  let address = '';
  before(async () => {
    page = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<title>Wheels</title><nav>Menu</nav><main><p>All about wheels.</p></main><script>no()</script>');
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(page.address() as AddressInfo).port}/wheels`;
    stage = await openStage({
      prepareFolder,
      settings: { 'git.enabled': true },
      lab: { firstMs: 20 },
      providers: (lab) => lab.providers.map((provider) => ({ ...provider, contextWindow })),
    });
    chat = await stage.workbench.openChat();
  });
  after(async () => {
    await stage.close();
    page.close();
  });

  /** The box has the cursor, and nothing takes it away any more. */
  const openChat = async (): Promise<void> => {
    chat = await stage.workbench.openChat();
    await soon(
      () => chat.messageBox.evaluate((box) => document.hasFocus() && box === document.activeElement),
      (isFocused) => isFocused,
    );
  };
  const chip = (label: string) =>
    chat.chips.filter({ has: chat.frame.locator('.chip-label').getByText(label, { exact: true }) });
  const active = () => chat.frame.getByRole('listbox').getByRole('option', { selected: true });
  /** Types a query and takes the item with this name, both with the keyboard; `within`: the query after the first. */
  const mention = async (query: string, name: string | RegExp, then?: string): Promise<void> => {
    const { keyboard } = stage.workbench.page;
    await chat.messageBox.focus();
    await keyboard.type(` @${query}`);
    if (then !== undefined) {
      await active().locator('.mention-label').waitFor();
      await soon(
        () => active().locator('svg, .icon').count(),
        (icons) => icons === 2,
      );
      await keyboard.press('Enter');
      await chat.frame.locator('.mentions-within').waitFor();
      await keyboard.type(then);
    }
    const item = chat.mentions.filter({ hasText: name }).first();
    await item.waitFor();
    await soon(
      async () => {
        if ((await item.getAttribute('aria-selected')) === 'true') return true;
        await keyboard.press('ArrowDown');
        return false;
      },
      (isActive) => isActive,
    );
    await keyboard.press('Enter');
    await chat.mentions.first().waitFor({ state: 'hidden' });
  };
  /** Not one for a title. */
  const lastRequest = (): string =>
    stage.lab.bodies('anthropic').findLast((body) => !body.includes('Give a title for the conversation')) ?? '';
  /** Takes it away, and the prompt with it. */
  const remove = async (label: string): Promise<void> => {
    await chip(label).locator('.chip-main').press('Delete');
    await chip(label).waitFor({ state: 'hidden' });
    await chat.messageBox.fill('');
  };

  it('is the rules of the folder, which can be left out', async () => {
    const rules = chip('Rules: AGENTS.md');
    await rules.waitFor();
    assert.match(await rules.innerText(), /\d+ tokens/);
    await chat.ask('Count to 2');
    assert.match(lastRequest(), /Write like a sailor/);
    await rules.getByRole('button', { name: /^Remove/ }).press('Enter');
    await chat.ask('Count to 3');
    assert.doesNotMatch(lastRequest(), /Write like a sailor/);
  });

  it('is chosen with the keyboard alone, of every kind, and read when it is sent', async () => {
    const { workbench } = stage;
    await workbench.openFile('basket.ts');
    await workbench.goToLineEnd(2);
    await workbench.press('Shift+Home');
    await openChat();
    await mention('selection', /line 2/);
    await mention('words', 'words.py');
    await mention('folders', 'parts/', 'parts');
    await mention('symbols', /total/, 'total');
    await mention('editors', 'Open editors');
    await mention('changes', /^Changes in/, '');
    await mention('commits', 'Begin with a basket', '');
    await mention('codebase', 'Codebase');
    await mention(address, address);
    await workbench.screenshot('context-chosen');
    await chat.messageBox.press('End');
    await chat.messageBox.pressSequentially(' Count to 2 wheel');
    await soon(
      async () => (await chat.frame.locator('.chip-note').allInnerTexts()).join(),
      (notes) => !notes.includes('reading'),
    );
    await chat.messageBox.press('Enter');
    await soon(lastRequest, (body) => body.includes('Count to 2 wheel'));
    const body = lastRequest();
    for (const part of [
      'name: string;',
      'not committed',
      'The axle is straight',
      'export function total',
      'Begin with a basket',
      'All about wheels',
      'The wheel is round',
    ]) {
      assert.ok(body.includes(part), `the request lacks "${part}"`);
    }
    assert.doesNotMatch(body, /secret-of-env|no\(\)/);
    await soon(
      () => chat.lastText(),
      (text) => text.trim() === '1 2',
    );
    assert.match(await chat.conversation.innerText(), /parts.*2 files|wheel\.txt/);
    await workbench.screenshot('context-sent');
  });

  it('is the problems that VS Code tells of', async () => {
    await stage.workbench.openFile('data.json');
    await stage.workbench.page.locator('.squiggly-error').first().waitFor();
    await openChat();
    await mention('problems', 'Problems in data.json', '');
    await chat.messageBox.pressSequentially(' Count to 4');
    await chat.messageBox.press('Enter');
    await soon(lastRequest, (body) => body.includes('Count to 4'));
    assert.match(lastRequest(), /Value expected/);
  });

  it('shows what would be sent of it, and is taken away with Delete', async () => {
    await mention('words', 'words.py');
    const words = chip('words.py');
    await words.locator('.chip-note', { hasText: 'tokens' }).waitFor();
    await words.locator('.chip-main').press('Enter');
    await soon(
      () => stage.workbench.editorText(),
      (text) => text.includes('changed = "not committed"'),
    );
    await remove('words.py');
  });

  it('is no secret file, and the chip says why', async () => {
    await stage.workbench.openFile('.env');
    await openChat();
    const secret = chip('.env');
    await secret.getByText('not sent', { exact: true }).waitFor();
    assert.match((await secret.locator('.chip-main').getAttribute('title')) ?? '', /may hold secrets/);
    await stage.workbench.screenshot('context-secret');
    await chat.messageBox.fill('');
    await chat.ask('Count to 5');
    assert.doesNotMatch(lastRequest(), /secret-of-env/);
  });

  it('says what of it does not fit', async () => {
    await mention('long', 'long.txt');
    await chip('long.txt')
      .locator('.chip-note', { hasText: /only lines 1 to \d+ of 6000/ })
      .waitFor();
    const said = await chip('long.txt').locator('.chip-main').getAttribute('title');
    assert.match(said ?? '', /long\.txt is cut because it is large\./);
    await stage.workbench.screenshot('context-cut');
    await remove('long.txt');
  });

  it('is a file that is dragged in with Shift held down', async () => {
    const { page: window } = stage.workbench;
    const row = window.locator('.explorer-folders-view .monaco-list-row', { hasText: 'greet.js' });
    const from = await row.boundingBox();
    const to = await chat.messageBox.boundingBox();
    assert.ok(from && to);
    await window.mouse.move(from.x + 30, from.y + 10);
    await window.mouse.down();
    await window.mouse.move(from.x + 60, from.y + 20, { steps: 4 });
    await window.keyboard.down('Shift');
    await window.mouse.move(to.x + 20, to.y + 5, { steps: 8 });
    await window.mouse.move(to.x + 30, to.y + 8, { steps: 4 });
    await stage.workbench.screenshot('context-dragged');
    await window.mouse.up();
    await window.keyboard.up('Shift');
    await chip('greet.js').waitFor();
    await remove('greet.js');
  });

  it('is an image that is pasted, dropped or picked', async () => {
    const { workbench, folder } = stage;
    const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c33' } })
      .png()
      .toBuffer();
    for (const type of ['paste', 'drop'] as const) {
      await chat.messageBox.evaluate(
        (input, [event, base64]) => {
          const data = new DataTransfer();
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          data.items.add(new File([bytes], `${event}.png`));
          const init = { bubbles: true, cancelable: true };
          input.dispatchEvent(
            event === 'paste'
              ? new ClipboardEvent(event, { ...init, clipboardData: data })
              : new DragEvent(event, { ...init, dataTransfer: data }),
          );
        },
        [type, png.toString('base64')] as const,
      );
    }
    writeFileSync(path.join(folder, 'picked.png'), png);
    await chat.button('Add an image').click();
    await workbench.chooseFile('picked.png');
    for (const name of ['paste.png', 'drop.png', 'picked.png']) await chip(name).waitFor();
    await workbench.screenshot('images');
    await chat.ask('Count to 6');
    assert.equal(lastRequest().split('image/png').length - 1, 3);
  });
});
