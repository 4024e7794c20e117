import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import OpenAI from 'openai';
import { freePort } from '../../tools/vscode/childProcess';
import { temporaryFolder } from '../../tools/vscode/folders';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

describe('the local endpoint', () => {
  const home = temporaryFolder('home');
  const settingsFile = path.join(home.path, '.claude/settings.json');
  const settings = '{\n  // mine\n  "model": "opus"\n}\n';
  let stage: Stage;
  let port: number;
  let token = '';

  before(async () => {
    port = await freePort();
    mkdirSync(path.dirname(settingsFile));
    writeFileSync(settingsFile, settings);
    stage = await openStage({ settings: { 'everpair.endpoint.port': port }, env: { HOME: home.path } });
  });
  after(async () => {
    await stage.close();
    home.remove();
  });

  const says = (text: string): Promise<unknown> =>
    stage.workbench.notifications().filter({ hasText: text }).first().waitFor();
  const inDialog = (button: string): Promise<void> =>
    stage.workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: button, exact: true }).click();

  /** What a command prints in a new terminal. */
  async function inTerminal(command: string): Promise<string> {
    const { workbench, folder } = stage;
    const [printed, done] = [path.join(folder, 'printed.txt'), path.join(folder, 'done.txt')];
    await workbench.runCommand('Terminal: Create New Terminal');
    await workbench.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await workbench.page.keyboard.insertText(`(${command}) > '${printed}' 2>&1; echo > '${done}'`);
    await workbench.press('Enter');
    await soon(
      () => existsSync(done),
      (isDone) => isDone,
    );
    const text = readFileSync(printed, 'utf8');
    for (const file of [printed, done]) rmSync(file);
    return text;
  }

  it('starts by the palette, and connects a tool in the terminals, which have the command of the tool too', async () => {
    const { workbench } = stage;
    await workbench.runCommand('Everpair: Start Local Endpoint');
    await says(`http://127.0.0.1:${port}`);
    await workbench.runCommand('Everpair: Connect a Tool…');
    await workbench.pick('Claude Code');
    await workbench.pick('The terminals of VS Code');
    await says('Claude Code is connected');
    const printed = await inTerminal('printenv ANTHROPIC_BASE_URL ANTHROPIC_AUTH_TOKEN; everpair --version');
    const [address, given = '', version] = printed.split('\n');
    assert.equal(address, `http://127.0.0.1:${port}`);
    assert.match(given, /^ep-[\w-]{43}$/);
    assert.match(version ?? '', /^\d+\.\d+\.\d+$/, printed);
    token = given;
  });

  it('answers the SDK of OpenAI, and names it in the hover and in the list of requests', async () => {
    const { workbench } = stage;
    const client = new OpenAI({ baseURL: `http://127.0.0.1:${port}/v1`, apiKey: token });
    const stream = await client.chat.completions.create({
      model: 'everpair/auto',
      stream: true,
      messages: [{ role: 'user', content: 'Who is there?' }],
    });
    let text = '';
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    assert.ok(text.length > 0);
    const hover = await (await workbench.statusHover()).innerText();
    assert.match(hover, /OpenAI\/JS \(1\)/);
    assert.ok(!hover.includes(token));
    await workbench.screenshot('endpoint-hover');
    await workbench.press('Escape');
    await workbench.runCommand('Everpair: Show Last Request…');
    await workbench.rows().filter({ hasText: 'OpenAI/JS' }).first().waitFor();
    await workbench.press('Escape');
  });

  it('connects a tool by its file, which it shows first, and gives the file back byte for byte', async () => {
    const { workbench } = stage;
    await workbench.runCommand('Everpair: Connect a Tool…');
    await workbench.pick('Claude Code');
    await workbench.pick('settings.json');
    await workbench.page.locator('.monaco-dialog-box').waitFor();
    await workbench.page.locator('.monaco-diff-editor').getByText('ANTHROPIC_BASE_URL').first().waitFor();
    await workbench.screenshot('endpoint-connect');
    assert.equal(readFileSync(settingsFile, 'utf8'), settings);
    await inDialog('Write');
    await says('Claude Code is connected');
    const written = readFileSync(settingsFile, 'utf8');
    assert.ok(written.includes(token) && written.includes('// mine'), written);
    await workbench.runCommand('Everpair: Disconnect a Tool…');
    await workbench.pick('Claude Code');
    await says('is as it was before');
    assert.equal(readFileSync(settingsFile, 'utf8'), settings);
    assert.doesNotMatch(await inTerminal('printenv | cat'), /ANTHROPIC_AUTH_TOKEN/);
  });

  it('leaves the window free for keys while 2,000 strangers and a body of 100 MB come', async () => {
    const chat = await stage.workbench.openChat();
    await chat.messageBox.click();
    const statuses = new Map<number | string, number>();
    const count = (status: number | string): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const ask = (headers: Record<string, string>, body: Buffer, times: number): Promise<void> =>
      new Promise((resolve) => {
        const options = {
          port,
          host: '127.0.0.1',
          path: '/v1/chat/completions',
          method: 'POST',
          agent: false,
          headers,
        };
        const request = http.request(options, (response) => {
          count(response.statusCode ?? 0);
          response.resume();
        });
        request.on('error', () => count('broken'));
        request.on('close', () => resolve());
        for (let left = times; left > 0; left -= 1) request.write(body);
        request.end();
      });
    const flood = async (): Promise<void> => {
      const body = ask({ authorization: `Bearer ${token}` }, Buffer.alloc(1_000_000, 'x'), 100);
      for (let sent = 0; sent < 2_000; sent += 50)
        await Promise.all(
          Array.from({ length: 50 }, () => ask({ authorization: 'Bearer ep-wrong' }, Buffer.from('{}'), 1)),
        );
      await body;
    };
    const flooding = flood();
    const text = 'typed while strangers knock';
    let longestMs = 0;
    let typed = '';
    for (const letter of text) {
      const pressedAt = performance.now();
      await stage.workbench.page.keyboard.press(letter === ' ' ? 'Space' : letter);
      typed += letter;
      await soon(
        () => chat.messageBox.inputValue(),
        (value) => value === typed,
      );
      longestMs = Math.max(longestMs, performance.now() - pressedAt);
      await wait(20);
    }
    await flooding;
    assert.equal(statuses.get(401), 2_000, JSON.stringify([...statuses]));
    assert.ok((statuses.get(413) ?? 0) + (statuses.get('broken') ?? 0) >= 1, JSON.stringify([...statuses]));
    assert.ok(longestMs < 2_000, `${longestMs} ms`);
    await chat.messageBox.fill('Who is there?');
    await chat.messageBox.press('Enter');
    await chat.answers.last().waitFor();
  });

  it('is gone when it is stopped', async () => {
    await stage.workbench.runCommand('Everpair: Stop Local Endpoint');
    await says('is stopped');
    await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
  });
});
