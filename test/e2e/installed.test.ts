import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { vsixPath } from '../../tools/vscode/folders';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

const secret = 'sk-ant-a-key-nobody-must-see-0123456789';

describe('the installed extension', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  it('is under 2.5 MB and contains what runs and the pictures of its README, and nothing else', () => {
    assert.ok(statSync(vsixPath).size < 2_500_000);
    const { extensionsFolder } = stage.opened.server;
    const home = readdirSync(extensionsFolder).find((name) => name.startsWith('everpair.everpair-'));
    assert.ok(home, 'it is not installed');
    const files = filesIn(path.join(extensionsFolder, home)).map((file) => file.split(path.sep).join('/'));
    assert.deepEqual(
      files.filter((file) => /^(src|test|scripts|tools|node_modules|bench)\/|\.(map|ts)$/.test(file)),
      [],
    );
    const readme = readFileSync(path.join(extensionsFolder, home, 'readme.md'), 'utf8');
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, picture]) => picture ?? '');
    assert.ok(pictures.length > 0);
    assert.deepEqual(
      pictures.filter((picture) => !files.includes(picture)),
      [],
      'pictures of the README that its reader would not see',
    );
  });

  it('activates without an error or a message', async () => {
    const errors = stage.opened.consoleLines.filter((line) => /^(error|warning): .*everpair/is.test(line));
    assert.deepEqual(errors, []);
    assert.equal(await stage.workbench.notifications().count(), 0);
  });

  it('keeps a key where nothing else can read it', async () => {
    const { workbench, lab, opened } = stage;
    await workbench.runCommand('Everpair: Set API Key…');
    await workbench.pick('Claude (lab)');
    await workbench.answer(secret);
    const chat = await workbench.openChat();
    const before = lab.requests('anthropic').length;
    await chat.frame.evaluate(
      `window.seen = []; addEventListener('message', ({ data }) => window.seen.push(JSON.stringify(data)))`,
    );
    await chat.send('Is the key safe?');
    await soon(
      () => lab.requests('anthropic').slice(before),
      (requests) => requests.some(({ authorized }) => authorized),
    );
    await soon(
      () => chat.frame.evaluate<number>('window.seen.length'),
      (count) => count > 0,
    );
    await workbench.runCommand('Everpair: Show Log');
    const places: Record<string, string> = {
      'a message to the page': await chat.frame.evaluate<string>('window.seen.join()'),
      'the page': (await Promise.all(opened.page.frames().map((frame) => frame.content()))).join(),
      'a console': opened.consoleLines.join(),
      'a file of the editor': filesIn(opened.server.dataFolder)
        .map((file) => textOf(path.join(opened.server.dataFolder, file)))
        .join(),
    };
    for (const [place, text] of Object.entries(places)) {
      assert.ok(text.length > 0, `${place} could not be read`);
      assert.ok(!text.includes(secret), `the key is in ${place}`);
    }
  });
});

/** Empty when the editor has removed the file since it was listed. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
