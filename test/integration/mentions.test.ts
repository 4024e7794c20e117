import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { eventually } from './lab';
import { draftMentions } from './mentions/draftMentions';
import { fileMentions } from './mentions/fileMentions';
import { MentionWorld } from './mentions/mentionWorld';
import { sourceMentions } from './mentions/sourceMentions';

describe('what is mentioned in the chat', function () {
  this.timeout(120_000);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const world = new MentionWorld(folder.uri);
  const { context, at, put, sent } = world;

  before(() => world.open());
  after(() => world.close());
  beforeEach(() => world.clear());

  it('is offered as kinds, with what was open first', async () => {
    await vscode.window.showTextDocument(at('src/parser.ts'));
    const { items } = await context.find('');
    assert.equal(items[0]?.label, 'parser.ts');
    const kinds = new Set(items.map(({ kind }) => kind));
    for (const kind of ['file', 'folder', 'symbol', 'problems', 'changes', 'commit', 'codebase', 'page'] as const)
      assert.ok(kinds.has(kind), kind);
  });

  fileMentions(world);
  sourceMentions(world);
  draftMentions(world);

  it('is found among twenty thousand files', async () => {
    for (let part = 0; part < 200; part += 1) {
      mkdirSync(at(`many/part${part}`).fsPath, { recursive: true });
      for (let index = 0; index < 100; index += 1)
        writeFileSync(
          at(`many/part${part}/file${index}.ts`).fsPath,
          `export function order${index}() {\n  return ${index};\n}\n`,
        );
    }
    put('many/part77/needleSettings.ts', 'export const flamingoDelay = 1;\n');
    await eventually(
      async () => (await context.find('needleSettings', 'open:file')).items[0]?.label,
      (label) => label === 'needleSettings.ts',
    );
    await context.find('');
    await context.addMention('codebase:');
    const [found] = await sent('Where is the flamingo delay of an order?');
    assert.equal(found?.path, 'mentioned/many/part77/needleSettings.ts');
  });
});
