import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ShownDraft } from '../../../src/editor/chat/context';
import { attachmentBlock } from '../../../src/engine/chat/request/attachmentBlock';
import { type MentionWorld, token } from './mentionWorld';

/** Of a draft and its conversation, from the first word until it is sent. */
export function draftMentions(world: MentionWorld): void {
  const { context, at, put, sent, idOf, chipOf } = world;

  it('is read anew where the window is loaded anew, and what is gone meanwhile says so', async () => {
    put('src/gone.ts', 'x\n');
    put('src/kept.ts', 'first\n');
    const uris = ['src/gone.ts', 'src/kept.ts'].map((name) => at(name).toString());
    await context.drop(uris);
    await context.addLines(at('src/parser.ts'), { first: 1, last: 1 });
    const secret = `${world.page}/?token=${token}`;
    await context.addMention(await idOf('open:page', secret, /token=/));
    const withSecret = world.shown.mentions.at(-1)?.id ?? '';
    assert.match((await sent('Why?')).at(-1)?.text ?? '', /API/);
    const stored = JSON.stringify(world.shown.mentions);
    for (const text of [token, 'first']) assert.ok(!stored.includes(text), stored);
    rmSync(at('src/gone.ts').fsPath);
    put('src/kept.ts', 'second\n');
    world.shown = JSON.parse(JSON.stringify(world.shown)) as ShownDraft;
    const anew = world.chatContext();
    try {
      await anew.context.follow();
      const chips = new Map(anew.context.chips().map((chip) => [chip.id, chip]));
      const said = (id: string): string => `${chips.get(id)?.note} ${chips.get(id)?.detail}`;
      assert.match(said(`file:${at('src/gone.ts').toString()}`), /^nothing to send .*gone\.ts cannot be read\./);
      assert.match(said(withSecret), /^nothing to send .*has to be added again/);
      const { attachments } = await anew.context.collect('Why?');
      // What is in front in the editor goes along too.
      const mentioned = new Set(['x\n', 'first\n', 'second\n', '  return JSON.parse(text) as Order;\n']);
      assert.deepEqual(
        attachments.map(({ text }) => text).filter((text) => mentioned.has(text)),
        ['second\n', '  return JSON.parse(text) as Order;\n'],
      );
    } finally {
      anew.disposable.dispose();
      rmSync(at('src/kept.ts').fsPath);
    }
  });

  it('of a terminal is not taken from another one where the window is loaded anew', async () => {
    const before = world.shown;
    const id = 'terminal:selection:a-window-before:1';
    world.shown = { ...world.shown, mentions: [{ id, kind: 'terminal', label: 'Terminal selection' }] };
    await vscode.env.clipboard.writeText('mine');
    await context.follow();
    assert.match(chipOf(id).detail, /has to be added again/);
    assert.deepEqual(await sent(), []);
    assert.equal(await vscode.env.clipboard.readText(), 'mine');
    world.shown = before;
    await context.follow();
  });

  it('stays with its conversation where another is shown', async () => {
    const id = `file:${at('src/parser.ts').toString()}`;
    await context.drop([at('src/parser.ts').toString()]);
    const first = world.shown;
    world.shown = { id: 'two', text: '', mentions: [] };
    await context.follow();
    assert.deepEqual(await sent(), []);
    const [file] = (await context.collect('Why?', undefined, 'one')).attachments.filter(({ kind }) => kind === 'file');
    assert.equal(file?.path, 'mentioned/src/parser.ts');
    world.shown = first;
    await context.follow();
    assert.match(chipOf(id).note, /^\d+ lines$/);
    context.sent();
    assert.deepEqual(world.shown.mentions, []);
  });

  it('goes with the rules at the top and nearest to the open file, until the user takes them away', async () => {
    await vscode.window.showTextDocument(at('src/parser.ts'));
    const rules = async (): Promise<readonly string[]> =>
      (await context.collect('Why?')).attachments.filter(({ kind }) => kind === 'rules').map(({ text }) => text);
    assert.deepEqual(await rules(), ['Top rule: be brief.\n', 'Nested rule: tabs.\n']);
    assert.match(chipOf('rules').label, /^Rules: AGENTS\.md, mentioned\/AGENTS\.md$/);
    context.remove('rules');
    assert.deepEqual(await rules(), []);
    assert.equal(chipOf('rules').state, 'offered');
    context.add('rules');
    assert.equal((await rules()).length, 2);
  });

  it('is shown exactly as it would be sent', async () => {
    await context.addMention(await idOf('open:file', 'withToken', /^withToken\.ts$/));
    const id = `file:${at('src/withToken.ts').toString()}`;
    assert.equal(chipOf(id).label, 'withToken.ts');
    const [file] = await sent();
    assert.ok(file);
    await context.open(id);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'everpair-context');
    assert.equal(shown.getText(), attachmentBlock(file));
  });
}
