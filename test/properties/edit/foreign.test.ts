import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Application, applyBlock, type CodeBlock, codeBlocksOf } from '../../../src/engine/edit';

const root = path.resolve('../shared/foreign/apply');

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** What became of the files of a set. A wrong one fails at once. */
class Tally {
  exact = 0;
  readonly refused: string[] = [];

  count(name: string, application: Application, source: string, expected: string): void {
    if (application.type === 'refused') {
      this.refused.push(`${name} (${application.reason})`);
      return;
    }
    assert.equal(application.type === 'changed' ? application.text : source, expected, name);
    this.exact += 1;
  }

  toString(): string {
    return `${this.exact} exact, ${this.refused.length} refused: ${this.refused.join(', ') || 'none'}`;
  }
}

async function applyAll(source: string, blocks: readonly CodeBlock[], languageId: string): Promise<Application> {
  let text = source;
  for (const block of blocks) {
    const application = await applyBlock({ source: text, block, languageId });
    if (application.type === 'refused') return application;
    if (application.type === 'changed') text = application.text;
  }
  return text === source ? { type: 'unchanged' } : { type: 'changed', text };
}

describe('blocks that others wrote', function () {
  before(function () {
    if (!existsSync(root)) {
      console.log(`      skipped: ${root} is not there`);
      this.skip();
    }
  });

  it('with elisions give the file that was meant, or are refused', async () => {
    const tally = new Tally();
    for (const file of readdirSync(path.join(root, 'lazy')).filter((name) => name.endsWith('.diff'))) {
      const [source = '', answer = '', diff = ''] = read(`lazy/${file}`).split(/\n+---\n+/);
      // Some of them have a space behind the sign, and some have none.
      const removed = diff.split('\n').filter((line) => line.startsWith('-'));
      const sign =
        removed.some((line) => source.split('\n').includes(line.slice(1))) || file.startsWith('gui') ? /^\+/ : /^\+ ?/;
      const expected = diff.split('\n').flatMap((line) => (line.startsWith('-') ? [] : [line.replace(sign, '')]));
      const languageId =
        { js: 'javascript', tsx: 'typescriptreact', py: 'python', rs: 'rust' }[file.split('.').at(-2) ?? ''] ?? '';
      const application = await applyBlock({
        source,
        block: { language: '', text: answer, isClosed: true },
        languageId,
      });
      tally.count(
        file,
        withoutBlankSpace(application),
        source,
        expected
          .map((line) => line.trimEnd())
          .join('\n')
          .trimEnd(),
      );
    }
    console.log(`      lazy: ${tally.toString()}`);
  });

  it('that search and replace are all read, and say the same again when they are written anew', () => {
    const lines = read('blocks/search-replace.txt').split('\n');
    let blocks = 0;
    for (let at = 0; at < lines.length; at += 1) {
      const path = /^@@@ SEARCH: (.*?) @+$/.exec(lines[at] ?? '')?.[1];
      if (path === undefined) continue;
      const divider = lines.indexOf('@'.repeat(20), at);
      const end = lines.indexOf(`@@@ REPLACE ${'@'.repeat(20)}`, divider);
      const [search, replace] = [lines.slice(at + 1, divider), lines.slice(divider + 1, end)].map((own) =>
        own.map((line) => `${line}\n`).join(''),
      );
      const text = `<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n`;
      const found = codeBlocksOf(`Do this:\n\n${path}\n\`\`\`\n${text}\`\`\`\nand no more.`);
      assert.deepEqual(
        found,
        [{ language: '', path: path.replace(/[\s`]+$/, ''), text, isClosed: true }],
        `block at line ${at + 1}`,
      );
      blocks += 1;
    }
    assert.ok(blocks > 500);
    console.log(`      search/replace blocks: ${blocks} read, none lost`);
  });

  it('that find and replace give the file byte for byte, or are refused', async () => {
    const tally = new Tally();
    for (const folder of readdirSync(path.join(root, 'patch'))) {
      if (folder === 'corpus' || folder === 'LICENSE') continue;
      for (const file of readdirSync(path.join(root, 'patch', folder)).filter((name) => name.includes('.original.'))) {
        const [source, answer, expected] = ['original', 'patch', 'expected'].map((part) =>
          read(`patch/${folder}/${file.replace('original', part)}`),
        ) as [string, string, string];
        const blocks = codeBlocksOf(answer);
        assert.ok(blocks.length > 0, file);
        tally.count(`${folder}/${file}`, await applyAll(source, blocks, ''), source, expected);
      }
    }
    console.log(`      find and replace: ${tally.toString()}`);
  });

  it('that are hard patches give the file that was meant, or are refused', async () => {
    const tally = new Tally();
    for (const file of readdirSync(path.join(root, 'patch/corpus'))) {
      if (!file.endsWith('.patch')) continue;
      const { patch, original, expected } = JSON.parse(read(`patch/corpus/${file}`)) as Record<
        'patch' | 'original' | 'expected',
        string
      >;
      tally.count(file, await applyAll(original, codeBlocksOf(patch), ''), original, expected);
    }
    for (const file of readdirSync(path.join(root, 'patch/corpus')).filter((name) => name.endsWith('-call.txt'))) {
      const source = read(`patch/corpus/${file.replace('call', 'input')}`);
      const output = path.join(root, 'patch/corpus', file.replace('call', 'output'));
      const application = await applyAll(source, codeBlocksOf(read(`patch/corpus/${file}`)), '');
      if (existsSync(output)) tally.count(file, application, source, readFileSync(output, 'utf8'));
      else console.log(`      ${file}: ${application.type}`);
    }
    console.log(`      hard patches: ${tally.toString()}`);
  });
});

/** The set tells its files without the white space at the ends of lines. */
function withoutBlankSpace(application: Application): Application {
  if (application.type !== 'changed') return application;
  return {
    type: 'changed',
    text: application.text
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd(),
  };
}
