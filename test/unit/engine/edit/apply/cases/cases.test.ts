import assert from 'node:assert/strict';
import { applyBlock, codeBlocksOf } from '../../../../../../src/engine/edit';
import { type CaseTable, edited } from './applyCase';
import { c } from './c';
import { csharp } from './csharp';
import { css } from './css';
import { files } from './files';
import { go } from './go';
import { html } from './html';
import { java } from './java';
import { javascript } from './javascript';
import { json } from './json';
import { markdown } from './markdown';
import { php } from './php';
import { python } from './python';
import { ruby } from './ruby';
import { rust } from './rust';
import { shell } from './shell';
import { traps } from './traps';
import { typescript } from './typescript';
import { yaml } from './yaml';

const tables: Record<string, CaseTable> = {
  typescript,
  javascript,
  python,
  go,
  rust,
  java,
  c,
  csharp,
  ruby,
  php,
  css,
  html,
  yaml,
  markdown,
  json,
  shell,
  files,
  traps,
};

const asWritten = (text: string): string => text;

describe('blocks as models write them', () => {
  const counts = { exact: 0, refused: 0, 'rightly refused': 0 };
  const lost: string[] = [];

  for (const [table, { languageId, source, cases }] of Object.entries(tables)) {
    for (const { name, block: written, edit, drift = [], onDisk = asWritten, source: own = source } of cases) {
      it(`${table}: ${name}`, async () => {
        const answer = `Here it is:\n\n\`\`\`\`${languageId}\n${written}\`\`\`\`\n\nThat is all.\n`;
        const [block, ...others] = codeBlocksOf(answer);
        assert.ok(block && others.length === 0);
        const current = edited(own, drift);
        const application = await applyBlock({ source: onDisk(current), block, languageId });
        if (edit === 'refused') {
          assert.equal(application.type, 'refused');
          counts['rightly refused']++;
          return;
        }
        if (application.type === 'refused') {
          counts.refused++;
          lost.push(`${table}: ${name} (${application.reason})`);
          return;
        }
        if (edit === 'unchanged') assert.deepEqual(application, { type: 'unchanged' });
        else assert.deepEqual(application, { type: 'changed', text: onDisk(edited(current, edit)) });
        counts.exact++;
      });
    }
  }

  it('are refused for one in twenty at most where the right text is known', () => {
    console.log(`      ${JSON.stringify(counts)}${lost.map((one) => `\n      refused: ${one}`).join('')}`);
    const known = counts.exact + counts.refused;
    assert.ok(known + counts['rightly refused'] >= 150);
    assert.ok(counts.refused <= known / 20, `${counts.refused} of ${known} refused`);
  });
});
