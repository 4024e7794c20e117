import assert from 'node:assert/strict';
import path from 'node:path';
import { readGrammar } from '../../../bench/completion/grammarFile';
import { TreeSyntax } from '../../../src/engine/completion';
import { type Application, applyBlock, type CodeBlock } from '../../../src/engine/edit';
import { silentLog } from '../../../src/engine/model/log';
import { Draws } from './support/draws';
import { historyEdits } from './support/historyEdits';

const syntax = new TreeSyntax(readGrammar, silentLog);

const apply = (source: string, text: string, languageId: string): Promise<Application> => {
  const block: CodeBlock = { language: '', text, isClosed: true };
  return applyBlock({ source, block, languageId, isValid: (code, language) => syntax.isValid(code, language) });
};

const section = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;

describe('a block that is applied where the grammar of the language is known', function () {
  this.timeout(60_000);

  const source = 'export function run(): number {\n  return 1;\n}\n';

  it('is refused where the file would not be valid any more', async () => {
    const text = section('  return 1;', '  return [1;');
    assert.deepEqual(await apply(source, text, 'typescript'), { type: 'refused', reason: 'breaks-syntax' });
  });

  it('is applied where the file was broken before, or nothing is known of its language', async () => {
    const text = section('  return 1;', '  return [1;');
    assert.equal((await apply(`${source}export {\n`, text, 'typescript')).type, 'changed');
    assert.equal((await apply(source, text, 'plaintext')).type, 'changed');
  });

  it('is not refused for that where it is an edit that was made', async function () {
    const edits = historyEdits(new Draws(1), 80);
    if (typeof edits === 'string') {
      console.log(`      skipped: ${edits}`);
      this.skip();
    }
    let checked = 0;
    const refused: string[] = [];
    for (const { name, before, after } of edits) {
      const extension = path.extname(name);
      const languageId = extension === '.ts' ? 'typescript' : 'javascript';
      if (!['.ts', '.mjs', '.cjs'].includes(extension) || (await syntax.isValid(before, languageId)) !== true) continue;
      const application = await apply(before, after, languageId);
      checked += 1;
      if (application.type === 'refused' && application.reason === 'breaks-syntax') refused.push(name);
    }
    console.log(`      ${checked} edits, ${refused.length} refused`);
    assert.ok(checked > 30);
    assert.deepEqual(refused, []);
  });
});
