import assert from 'node:assert/strict';
import { applyBlock, type CodeBlock } from '../../../../src/engine/edit';
import { modelMerge, type ModelMerge } from '../../../../src/engine/edit/modelMerge/modelMerge';
import { textOf } from '../../../../src/engine/model/request/message';
import { engine, link, scripted, type ScriptedProvider } from '../failover/engine';
import { failure } from '../failover/fixtures';
import { clearance } from '../privacy/released';

const part = (name: string): string => `function ${name}() {\n  start();\n  wait();\n}\n`;
const file = `${part('one')}\n${part('two')}`;

const blockOf = (text: string): CodeBlock => ({ language: '', text, isClosed: true });
const block = blockOf('<<<<<<< SEARCH\n  wait();\n=======\n  stop();\n>>>>>>> REPLACE\n');
const right = file.replace(/wait(?=\(\);\n\}\n$)/, 'stop');

/** Writes this text as the new text of the file. */
function writer(text: string | undefined): ScriptedProvider {
  return scripted('a', async function* () {
    await Promise.resolve();
    if (text === undefined) yield { type: 'failed', failure: failure('auth', 'credential') };
    else {
      yield { type: 'text', text: `<region>\n${text}</region>` };
      yield { type: 'done', reason: 'stop' };
    }
  });
}

async function merged(
  provider: ScriptedProvider,
  asked = block,
  isValid: boolean | undefined = true,
): Promise<ModelMerge> {
  const { manager, clock } = engine([link(provider)]);
  const deps = {
    edit: manager.edit.bind(manager),
    contextWindows: () => [undefined],
    isValid: (text: string) => Promise.resolve(text === file ? true : isValid),
  };
  const question = { path: 'a.ts', languageId: 'typescript', text: file, block: asked };
  let result: ModelMerge | undefined;
  const asking = modelMerge(question, clearance, deps, new AbortController().signal).then((end) => (result = end));
  await clock.runUntil(() => result !== undefined, 900_000);
  return asking;
}

describe('a block that a model merges', () => {
  it('was refused for want of a place, and is what the model made of it where that is what was asked for', async () => {
    const application = await applyBlock({ source: file, block, languageId: 'typescript' });
    assert.deepEqual(application, { type: 'refused', reason: 'several-places' });
    const provider = writer(right);
    assert.deepEqual(await merged(provider), { type: 'merged', text: right, label: 'A' });
    const [request] = provider.requests;
    const sent = request?.messages.map(textOf).join('\n') ?? '';
    assert.ok(sent.includes(block.text.trimEnd()) && sent.includes(part('two').trimEnd()), sent);
  });

  const wrong: readonly [what: string, text: string][] = [
    ['another line of the file is gone', right.replace('  start();\n', '')],
    ['another line is new', right.replace('  start();\n', '  start();\n  more();\n')],
    ['the block is not in it', file.replace('wait', 'halt')],
    ['both places are changed', file.replaceAll('wait', 'stop')],
    ['a mark stands in it', right.replace(part('one'), '// ... existing code ...\n')],
    ['nothing is changed', file],
  ];
  for (const [what, text] of wrong)
    it(`is refused where ${what}`, async () => assert.equal((await merged(writer(text))).type, 'refused'));

  it('is refused where the file would not be valid any more', async () => {
    const result = await merged(writer(right), block, false);
    assert.match(result.type === 'refused' ? result.why : '', /would not be valid/);
  });

  it('is not sent with a secret in it', async () => {
    const provider = writer(right);
    const key = `sk-ant-api03-${'aB3dE5fG7hJ9kL1m'.repeat(5)}AA`;
    const result = await merged(provider, blockOf(block.text.replace('stop()', `stop('${key}')`)));
    assert.match(result.type === 'refused' ? result.why : '', /secret/);
    assert.equal(provider.requests.length, 0);
  });

  it('has failed where nobody answers', async () => {
    assert.equal((await merged(writer(undefined))).type, 'failed');
  });
});
