import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lastRequestText } from './documents';
import { eventually } from './lab';
import { type ScriptedHost, startScriptedHost } from './scriptedHost';

const { Global } = vscode.ConfigurationTarget;
const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('everpair');
const user = (text: string): vscode.LanguageModelChatMessage => vscode.LanguageModelChatMessage.User(text);

/** " 1 2 …": on which every lost and repeated word shows. */
function count(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ` ${from + index}`);
}

/** This test is another extension for VS Code: it finds the models as any does, and asks them. */
describe('the models that VS Code is offered', () => {
  const userProviders = settings().inspect('providers')?.globalValue;
  let first: ScriptedHost;
  let second: ScriptedHost;

  before(async () => {
    [first, second] = await Promise.all([startScriptedHost('first'), startScriptedHost('second')]);
    await settings().update('providers', [first.entry, second.entry], Global);
    await eventually(found, (ids) => ids.includes('second/second-model'));
  });

  after(async () => {
    await settings().update('providers', userProviders, Global);
    await Promise.all([first.close(), second.close()]);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  beforeEach(async () => {
    first.status = second.status = 200;
    await vscode.commands.executeCommand('everpair.resetHealth');
  });

  async function found(): Promise<readonly string[]> {
    return (await vscode.lm.selectChatModels({ vendor: 'everpair' })).map(({ id }) => id);
  }

  async function model(id = 'auto'): Promise<vscode.LanguageModelChat> {
    const [chosen] = await vscode.lm.selectChatModels({ vendor: 'everpair', id });
    assert.ok(chosen, `there is no model ${id}`);
    return chosen;
  }

  /** All parts as they come, and what ended them. */
  async function read(
    response: vscode.LanguageModelChatResponse,
  ): Promise<{ parts: unknown[]; text: string; error?: Error }> {
    const parts: unknown[] = [];
    let error: Error | undefined;
    try {
      for await (const part of response.stream) parts.push(part);
    } catch (thrown) {
      error = thrown as Error;
    }
    const text = parts.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
    return { parts, text, ...(error ? { error } : {}) };
  }

  it('are the chain and each of its chat models', async () => {
    assert.deepEqual(await found(), ['auto', 'first/first-model', 'second/second-model']);
    assert.equal((await model()).name, 'Everpair (auto)');
  });

  it('stream an answer of which nothing is lost: 60 words of 60, in many parts', async () => {
    first.script = () => ({ pieces: count(1, 60), everyMs: 20 });
    const { parts, text, error } = await read(await (await model()).sendRequest([user('Count.')]));
    assert.equal(error, undefined);
    assert.equal(text, count(1, 60).join(''));
    assert.ok(parts.length >= 10, `it came in ${parts.length} bursts`);
  });

  it('answer through a tool and its result', async () => {
    const tools = [
      { name: 'weather', description: 'Tells the weather.', inputSchema: { type: 'object', properties: {} } },
    ];
    first.script = (messages) => {
      const result = messages.find(({ role }) => role === 'tool');
      return { pieces: result ? [`It is ${String(result.content)}.`] : [{ name: 'weather', input: { city: 'Bonn' } }] };
    };
    const chosen = await model();
    const asked = await read(await chosen.sendRequest([user('Weather in Bonn?')], { tools }));
    const [call] = asked.parts;
    assert.ok(call instanceof vscode.LanguageModelToolCallPart && asked.parts.length === 1);
    assert.deepEqual([call.name, call.input], ['weather', { city: 'Bonn' }]);
    const result = new vscode.LanguageModelToolResultPart(call.callId, [new vscode.LanguageModelTextPart('sunny')]);
    const told = [
      user('Weather in Bonn?'),
      vscode.LanguageModelChatMessage.Assistant([call]),
      vscode.LanguageModelChatMessage.User([result]),
    ];
    assert.equal((await read(await chosen.sendRequest(told, { tools }))).text, 'It is sunny.');
  });

  it('stop the provider when the one who asked cancels', async () => {
    first.script = () => ({ pieces: count(1, 2_000), everyMs: 20 });
    const before = first.hungUp();
    const source = new vscode.CancellationTokenSource();
    const response = await (await model()).sendRequest([user('Count.')], {}, source.token);
    const reading = read(response);
    await new Promise((resolve) => setTimeout(resolve, 300));
    source.cancel();
    await reading;
    await eventually(
      () => first.hungUp(),
      (times) => times === before + 1,
    );
    source.dispose();
  });

  it('go on with the next provider in mid-answer, and no word is lost or twice', async () => {
    first.script = () => ({ pieces: count(1, 30), everyMs: 5, cut: 'reset' });
    second.script = (messages) => {
      const partial = messages.findLast(({ role }) => role === 'assistant')?.content;
      const last = Number(/(\d+)\D*$/.exec(JSON.stringify(partial))?.[1] ?? 0);
      return { pieces: count(last + 1, 60), everyMs: 5 };
    };
    const { text, error } = await read(await (await model()).sendRequest([user('Count.')]));
    assert.equal(error, undefined);
    assert.equal(text, count(1, 60).join(''));
  });

  it('say in words why nobody answered, each by name', async () => {
    first.status = 401;
    second.status = 503;
    const thrown = await Promise.resolve((await model()).sendRequest([user('Count.')]))
      .then(read)
      .then(
        ({ error }) => error,
        (error: unknown) => error as Error,
      );
    assert.match(thrown?.message ?? '', /No provider could answer\..*First.*Second/s);
  });

  it('lose nothing of an answer that breaks off for good, and say so', async () => {
    first.script = () => ({ pieces: count(1, 60), cut: 'end' });
    second.status = 401;
    const { text, error } = await read(await (await model()).sendRequest([user('Count.')]));
    assert.match(error?.message ?? '', /The answer broke off/);
    // The last word may have been half of one, so that it waits for the next provider.
    assert.equal(text, count(1, 59).join(''));
  });

  it('note who asked in the list of requests', async () => {
    first.script = () => ({ pieces: ['Yes.'] });
    await read(await (await model('first/first-model')).sendRequest([user('Is it noted?')]));
    const shown = await lastRequestText();
    assert.match(shown, /Asked by: `everpair\.everpair`/);
    assert.match(shown, /Is it noted\?/);
  });
});
