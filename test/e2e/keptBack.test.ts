import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ChatPanel } from '../../tools/vscode/chatPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

const key = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;

/** Name, what the chat says of it, and whether the user can add it all the same. */
const keptBack: readonly (readonly [name: string, says: RegExp, canBeAdded: boolean])[] = [
  ['.env', /\.env is not sent because it may hold secrets/, false],
  ['ignored.js', /ignored\.js, ignored by git \("ignored\.js" in \.gitignore\): not sent/, true],
  ['hidden.js', /hidden\.js, excluded by "\*\*\/hidden\.js" in the setting files\.exclude: not sent/, true],
  [
    'own.private.js',
    /own\.private\.js, excluded by "\*\.private\.js" in the setting everpair\.exclude: not sent/,
    true,
  ],
];

const markOf = (name: string): string => `mark-of-${name.replaceAll(/\W/g, '-')}`;

describe('the chat about a file that stays here', () => {
  let stage: Stage;
  let chat: ChatPanel;
  before(async () => {
    stage = await openStage({
      settings: { 'files.exclude': { '**/hidden.js': true }, 'everpair.exclude': { '*.private.js': true } },
    });
    const put = (name: string, text: string): void => writeFileSync(path.join(stage.folder, name), text);
    mkdirSync(path.join(stage.folder, '.git'));
    put('.gitignore', 'ignored.js\n');
    for (const [name] of keptBack) put(name, `TOKEN=${markOf(name)}\n`);
    put('keyed.js', `const first = 1;\nconst token = '${key}'; // ${markOf('keyed.js')}\n`);
    chat = await stage.workbench.openChat();
  });
  after(() => stage.close());

  const opened = async (name: string): Promise<string> => {
    await chat.newChatButton.click();
    await stage.workbench.openFile(name, path.join(stage.folder, name));
    const chip = chat.frame.locator('.chip', { hasText: name }).first();
    await chip.waitFor();
    return chip.innerText();
  };
  /** The body of the request that a prompt makes. */
  const sentFor = async (prompt: string): Promise<string> => {
    const before = stage.lab.requests('anthropic').length;
    await chat.send(prompt);
    await chat.answerFrom('Claude (lab)').waitFor();
    await soon(
      () => stage.lab.requests('anthropic').length,
      (now) => now > before,
    );
    const body = stage.lab.bodies('anthropic').at(-1) ?? '';
    assert.ok(body.includes(prompt));
    return body;
  };

  for (const [name, says, canBeAdded] of keptBack) {
    it(`says that ${name} is not sent and why, and ${canBeAdded ? 'sends it only by the user’s own hand' : 'never sends it'}`, async () => {
      assert.match(await opened(name), says);
      const prompt = `What is in ${name}?`;
      const body = await sentFor(prompt);
      assert.ok(!body.includes(markOf(name)), body);
      assert.doesNotMatch(await chat.conversation.innerText(), /whole file|1 line/);
      const add = chat.frame.getByRole('button', { name: 'Add to the context' }).filter({ hasText: name });
      assert.equal(await add.count(), canBeAdded ? 1 : 0);
      if (!canBeAdded) return;
      await chat.newChatButton.click();
      await add.click();
      await chat.frame.getByRole('button', { name: `Remove ${name} from the context` }).waitFor();
      assert.ok((await sentFor('And what by my own hand?')).includes(markOf(name)));
      assert.ok((await chat.conversation.innerText()).includes(`${name}: whole file`));
    });
  }

  it('sends a file with a key in its text without the key, and says what was masked', async () => {
    await opened('keyed.js');
    const body = await sentFor('Whose token is it?');
    assert.ok(body.includes(markOf('keyed.js')));
    assert.ok(!body.includes(key));
    assert.match(await chat.conversation.innerText(), /keyed\.js: .*masked: a GitHub token/);
  });

  it('has let nothing of what cannot be added go to anybody', () => {
    const { lab } = stage;
    const all = [...lab.bodies('anthropic'), ...lab.bodies('openai'), ...lab.bodies('ollama')].join('\n');
    assert.ok(all.includes(markOf('ignored.js')));
    for (const secret of [key, markOf('.env')]) assert.ok(!all.includes(secret), secret);
  });
});
