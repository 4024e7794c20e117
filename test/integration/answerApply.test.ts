import assert from 'node:assert/strict';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type ApplyPlan, planFiles } from '../../src/editor/edit/apply/plannedFiles';
import { type TargetHints, targetOf } from '../../src/editor/edit/apply/targetFile';
import { FilePrivacy } from '../../src/editor/privacy/filePrivacy';
import { type CodeBlock, codeBlocksOf } from '../../src/engine/edit';
import { systemClock } from '../../src/engine/model';
import { silentLog } from '../../src/engine/model/log';
import { save } from './documents';
import { eventually } from './lab';

const fence = (name: string, code: string): string => `\`${name}\`:\n\n\`\`\`\n${code}\n\`\`\`\n`;
const blockOf = (answer: string): CodeBlock => {
  const [block] = codeBlocksOf(answer);
  assert.ok(block);
  return block;
};
const noHints: TargetHints = { attached: [], active: undefined, answer: '' };

describe('code of an answer', () => {
  const privacy = new FilePrivacy(silentLog, systemClock);
  after(() => privacy.dispose());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const place = (name: string): vscode.Uri => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    return vscode.Uri.joinPath(folder.uri, name);
  };
  const found = async (answer: string, hints: Partial<TargetHints> = {}): Promise<string> => {
    const target = await targetOf(blockOf(answer), { ...noHints, ...hints });
    return target.type === 'file'
      ? vscode.workspace.asRelativePath(target.uri)
      : target.type === 'refused'
        ? target.why
        : '';
  };
  const plan = (uri: vscode.Uri, ...codes: readonly string[]): Promise<ApplyPlan> =>
    planFiles(
      codes.map((code) => ({ block: blockOf(fence('x', code)), uri })),
      {
        privacy,
        isValid: (text) => Promise.resolve(!text.includes('unclosed(')),
        signal: new AbortController().signal,
      },
    );
  const refusal = async (uri: vscode.Uri): Promise<string> => {
    const { files, refusals } = await plan(uri, 'new');
    assert.deepEqual(files, []);
    return refusals.join(' ');
  };

  describe('finds its file', () => {
    before(async () => {
      await save('apply/here.txt', 'here\n');
      await save('apply/deep/only-there.txt', 'there\n');
      await save('apply/one/twin.txt', '1\n');
      await save('apply/two/twin.txt', '2\n');
    });

    it('by the path that the answer names, also of a new file', async () => {
      assert.equal(await found(fence('apply/here.txt', 'x')), 'apply/here.txt');
      assert.equal(await found(fence('./apply\\here.txt', 'x')), 'apply/here.txt');
      assert.equal(await found(fence('apply/new.txt', 'x')), 'apply/new.txt');
    });

    it('by the end of a path where that file is in the conversation', async () => {
      assert.equal(
        await found(fence('only-there.txt', 'x'), { attached: ['apply/deep/only-there.txt'] }),
        'apply/deep/only-there.txt',
      );
      assert.equal(await found(fence('twin.txt', 'x'), { active: place('apply/two/twin.txt') }), 'apply/two/twin.txt');
    });

    it('by what went with the prompt, or the editor in front, where it names none', async () => {
      assert.equal(await found('```\nx\n```', { attached: ['apply/here.txt'] }), 'apply/here.txt');
      assert.equal(await found('```\nx\n```', { active: place('apply/here.txt') }), 'apply/here.txt');
      assert.equal(await found('```\nx\n```', { answer: 'In `only-there.txt` it is:' }), 'apply/deep/only-there.txt');
    });

    it('by asking where more than one can be meant, and is not guessed', async () => {
      const hints = { attached: ['apply/here.txt', 'apply/one/twin.txt'] };
      const asked = found('```\nx\n```', hints);
      const second = await eventually(
        async () => {
          await vscode.commands.executeCommand('workbench.action.quickOpenNavigateNext');
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          return Promise.race([asked, Promise.resolve('still asking')]);
        },
        (answer) => answer !== 'still asking',
      );
      assert.ok(['apply/here.txt', 'apply/one/twin.txt'].includes(second), second);
      const twins = found(fence('twin.txt', 'x'), hints.attached.length > 0 ? { attached: [] } : {});
      const none = await eventually(
        async () => {
          await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
          return Promise.race([twins, Promise.resolve('still asking')]);
        },
        (answer) => answer !== 'still asking',
      );
      assert.equal(none, '');
    });

    it('never outside the workspace', async () => {
      const named = async (path: string): Promise<string> => {
        const target = await targetOf({ language: '', path, text: 'x\n', isClosed: true }, noHints);
        return target.type === 'refused' ? target.why : target.type;
      };
      assert.match(await named('../secret.txt'), /outside the workspace/);
      assert.match(await named('/etc/hosts'), /no path in this workspace/);
      assert.match(await named('C:\\Windows\\win.ini'), /no path in this workspace/);
    });
  });

  it('is planned in memory, and its blocks build on each other', async () => {
    const uri = place('apply/planned.txt');
    const first = await plan(uri, 'a\nb\nc\nd\ne', 'a\nB\nc\nd\ne');
    assert.deepEqual(
      first.files.map(({ before, after }) => [before, after]),
      [[undefined, 'a\nB\nc\nd\ne\n']],
    );
    await assert.rejects(async () => vscode.workspace.fs.stat(uri));
    await save('apply/planned.txt', 'a\nB\nc\nd\ne\n');
    const again = await plan(uri, 'a\nB\nc\nd\ne');
    assert.deepEqual([again.files, again.unchanged.map(String)], [[], [uri.toString()]]);
  });

  it('is refused for links out of the workspace, secret and excluded files, notebooks and other files', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'everpair-elsewhere-'));
    writeFileSync(path.join(elsewhere, 'target.txt'), 'outside\n');
    const top = place('apply');
    await save('apply/here.txt', 'here\n');
    symlinkSync(path.join(elsewhere, 'target.txt'), path.join(top.fsPath, `link-${process.pid}.txt`));
    symlinkSync(elsewhere, path.join(top.fsPath, `folder-${process.pid}`));
    assert.match(await refusal(vscode.Uri.joinPath(top, `link-${process.pid}.txt`)), /outside the workspace/);
    assert.match(await refusal(vscode.Uri.joinPath(top, `folder-${process.pid}`, 'new.txt')), /outside the workspace/);
    assert.match(await refusal(vscode.Uri.file(path.join(elsewhere, 'target.txt'))), /outside the workspace/);
    assert.match(await refusal(place('apply/.env')), /left alone: it is excluded by its name/);
    assert.match(await refusal(place('.git/config')), /left alone/);
    assert.match(await refusal(place('apply/a.ipynb')), /is a notebook/);
    await save('apply/data.bin', '\0\0\u0001\0\0\0PNG\0\0\0');
    assert.match(await refusal(place('apply/data.bin')), /is no text/);
  });

  it('is refused where a file that was valid would not be so any more', async () => {
    const uri = await save('apply/valid.ts', 'one();\ntwo();\nthree();\n');
    const broken = await plan(uri, 'one();\nunclosed(\nthree();');
    assert.deepEqual(broken.files, []);
    assert.match(broken.refusals.join(' '), /would not be valid/);
    const other = await save('apply/broken.ts', 'unclosed(\ntwo();\nthree();\n');
    assert.equal((await plan(other, 'unclosed(\n2();\nthree();')).files.length, 1);
  });

  it('whose place is not clear is told, for a model to merge', async () => {
    const uri = await save('apply/twins.txt', 'one\ntwo\none\n');
    const { files, withoutPlace } = await plan(uri, '<<<<<<< SEARCH\none\n=======\n1\n>>>>>>> REPLACE');
    assert.deepEqual([files, withoutPlace.map((each) => each.uri.toString())], [[], [uri.toString()]]);
  });

  it('that repeats the mask of a secret keeps the secret', async () => {
    const key = `sk-ant-api03-${'aB3dE5fG7hJ9kL1m'.repeat(5)}AA`;
    const source = `const key = '${key}';\nconst a = 1;\nconst b = 2;\n`;
    const uri = await save('apply/client.ts', source);
    const shown = source.replace(key, '***');
    const kept = await plan(uri, shown.replace('b = 2', 'b = 3').trimEnd());
    assert.equal(kept.files[0]?.after, source.replace('b = 2', 'b = 3'), JSON.stringify(kept));
    const changed = await plan(uri, shown.replace("'***'", "'***' + x").replace('b = 2', 'b = 3').trimEnd());
    assert.deepEqual([changed.files, changed.refusals.length], [[], 1], JSON.stringify(changed));
  });
});
