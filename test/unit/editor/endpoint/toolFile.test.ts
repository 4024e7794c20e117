import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Preview } from '../../../../src/editor/endpoint/tools/files/preview';
import type { ToolFile } from '../../../../src/editor/endpoint/tools/tool';
import type * as ToolFileModule from '../../../../src/editor/endpoint/tools/toolFile';
import { loadWithEditor } from '../vscodeStub';

const told: string[] = [];
let answer: string | undefined;
const say = (text: string): Promise<string | undefined> => {
  told.push(text);
  return Promise.resolve(answer);
};
const editor = { window: { showInformationMessage: say, showWarningMessage: say } };
const { takeBack, writeAfterQuestion } = loadWithEditor(editor, () =>
  require('../../../../src/editor/endpoint/tools/toolFile'),
) as typeof ToolFileModule;

const preview = {
  during: (_file: string, _before: string | undefined, _after: string, question: () => Promise<unknown>) => question(),
} as unknown as Preview;

describe('a tool that is connected once more', () => {
  const mine = '{\n  // mine\n  "model": "opus"\n}\n';
  let folder = '';
  let place = '';
  const file = (token: string): ToolFile => ({
    format: 'json',
    path: place,
    changes: [{ path: ['env', 'ANTHROPIC_AUTH_TOKEN'], value: token }],
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'everpair-tool-'));
    place = path.join(folder, 'settings.json');
    writeFileSync(place, mine);
    told.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stays as it was where the user does not agree', async () => {
    answer = 'Write';
    const earlier = await writeAfterQuestion(file('ep-one'), 'ep-one', preview);
    const before = readFileSync(place, 'utf8');
    answer = undefined;
    assert.equal(await writeAfterQuestion(file('ep-two'), 'ep-two', preview, earlier), undefined);
    assert.equal(readFileSync(place, 'utf8'), before);
  });

  it('has the new values alone, and its file is given back as it was at first', async () => {
    answer = 'Write';
    const earlier = await writeAfterQuestion(file('ep-one'), 'ep-one', preview);
    const written = await writeAfterQuestion(file('ep-two'), 'ep-two', preview, earlier);
    assert.ok(written);
    assert.match(readFileSync(place, 'utf8'), /ep-two/);
    assert.doesNotMatch(readFileSync(place, 'utf8'), /ep-one/);
    assert.ok(await takeBack(written));
    assert.equal(readFileSync(place, 'utf8'), mine);
    assert.ok(told.every((text) => !/ep-(?:one|two)/.test(text)));
  });
});
