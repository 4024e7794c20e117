import assert from 'node:assert/strict';
import type { ParticipantDeps } from '../../../../src/editor/languageModel/participant/participant';
import type { Attachment } from '../../../../src/engine/chat/conversation/attachment';
import type { ChainLink } from '../../../../src/engine/failover/api/providerManager';
import { RequestRecorder } from '../../../../src/engine/failover/request/context/requestRecorder';
import { silentLog } from '../../../../src/engine/model/log';
import { maySend } from '../../../../src/engine/privacy/maySend';
import { counts, count, engine, fails, failsAfter, link, scripted } from '../../engine/failover/engine';
import { failure, virtualClock } from '../../engine/failover/fixtures';
import {
  ChatRequestTurn,
  ChatResponseMarkdownPart,
  ChatResponseTurn,
  editor,
  Location,
  Participant,
  Uri,
} from './participantStub';
import { tokenSource } from './editorStub';

const decision = maySend({ path: 'untitled', place: 'untitled' }, 'chosen');

interface Asking {
  readonly prompt?: string;
  readonly command?: string;
  readonly references?: readonly object[];
  readonly history?: readonly object[];
  readonly model?: object;
}

function world(links: readonly ChainLink[], more: Partial<ParticipantDeps> = {}) {
  assert.ok(decision.allowed);
  const { release } = decision;
  const clock = virtualClock();
  const recorder = new RequestRecorder(clock);
  const { manager } = engine(links, { clock, recorder });
  /** What was asked to go along, by its ids. */
  const collected: string[][] = [];
  const about: unknown[] = [];
  const deps: ParticipantDeps = {
    manager,
    prepare: () => Promise.resolve(),
    collect: ({ attachment, mentions }) => {
      collected.push(mentions.map(({ id }) => id));
      const files = mentions.map(({ id }): Attachment => {
        const lines = { first: 1, last: 1, total: 1, cut: false };
        return { kind: 'file', path: id, languageId: 'ts', lines, text: release(`text of ${id}`).text };
      });
      return Promise.resolve({ attachments: [attachment, ...files], keptBack: [] });
    },
    byItself: () => decision,
    command: (name, argument, what) => {
      about.push([name, argument, what.target, what.subject]);
      const lines = { first: 1, last: 1, total: 1, cut: false };
      const text = release(`Do ${name}.`).text;
      const attachment: Attachment = {
        kind: 'command',
        path: `/${name}`,
        name: `/${name}`,
        languageId: 'md',
        lines,
        text,
      };
      // As a command from elsewhere than our chat's box, it brings along what it is about.
      const { uri, lines: part } = what.target ?? {};
      const id = part ? `selection:${part.first}:${part.last}:${String(uri)}` : `file:${String(uri)}`;
      const mentions = uri ? [{ id, kind: 'file', label: id, detail: '' } as const] : [];
      return Promise.resolve({ attachment, detail: '', mentions, withEditor: true });
    },
    release,
    commandsFor: ({ actions }) => actions.map((action) => ({ title: action, command: action })),
    log: silentLog,
    ...more,
  };
  const participant = new Participant(deps);
  const shown: string[] = [];
  const buttons: string[] = [];
  const places: unknown[] = [];
  const stream = {
    markdown: (text: string) => void shown.push(text),
    progress: (text: string) => void shown.push(`> ${text}\n`),
    button: ({ command }: { readonly command: string }) => void buttons.push(command),
    reference: (place: unknown) => void places.push(place),
  };
  const { token, cancel } = tokenSource();
  const ask = async ({ prompt = 'Count.', command, references = [], history = [], model }: Asking = {}) => {
    const request = { prompt, command, references, model };
    const ended: Awaited<ReturnType<typeof participant.answer>>[] = [];
    type Answer = typeof participant.answer;
    const [first, second, third] = [request, { history }, stream] as unknown as Parameters<Answer>;
    void participant.answer(first, second, third, token).then((result) => ended.push(result));
    await clock.runUntil(() => ended.length > 0, 600_000);
    assert.ok(ended[0]);
    return ended[0];
  };
  const sent = (): string => JSON.stringify(recorder.recent()[0]?.attempts.at(-1)?.sent);
  return { ask, shown: () => shown.join(''), buttons, places, collected, about, recorder, sent, cancel };
}

const file = new Uri('/src/a.ts');
const two = (): readonly ChainLink[] => [link(scripted('a', counts)), link(scripted('b', counts))];

describe('Participant', () => {
  afterEach(() => (editor.window.activeTextEditor = undefined));

  it('answers, says below who did, and keeps the answer alone for the next turn', async () => {
    const { ask, shown, recorder } = world(two());
    const { metadata, errorDetails } = await ask();
    assert.equal(shown(), `${count(1, 40)}\n\n*Answered by A, a\\-large*`);
    assert.deepEqual(metadata, { text: count(1, 40), provider: 'A', model: 'a-large', end: 'done' });
    assert.equal(errorDetails, undefined);
    assert.equal(recorder.recent()[0]?.sources?.askedBy, '@everpair');
  });

  it('says below that the next went on, and why', async () => {
    const { ask, shown } = world([
      link(scripted('a', failsAfter(25, failure('stream-cut')))),
      link(scripted('b', counts)),
    ]);
    const { metadata } = await ask();
    assert.match(shown(), /^ 1 2 [\d ]+ 40\n\n\*.*A.*, so B went on\.\*\n\n\*Answered by B, b\\-large\*$/);
    assert.equal(metadata?.['text'], count(1, 40));
  });

  it('tells the error in words, with buttons for what helps', async () => {
    const { ask, buttons, shown } = world([link(scripted('a', fails(failure('auth', 'credential', { status: 401 }))))]);
    const { errorDetails, metadata } = await ask();
    assert.match(errorDetails?.message ?? '', /^A could not answer\. .* Set a valid API key for A\.$/);
    assert.ok(buttons.includes('set-api-key'));
    assert.deepEqual([shown(), metadata], ['', { text: '', end: 'failed' }]);
  });

  it('sends files and selections that are attached, and texts with secrets masked', async () => {
    const key = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
    const { ask, collected, sent, places } = world(two());
    const selection = new Location(file, 2, 4);
    const references = [
      { id: 'f', value: file },
      { id: 's', value: selection },
      { id: 'terminal', value: `token = '${key}'`, modelDescription: 'The terminal' },
      { id: 'unknown', value: { some: 'thing' } },
    ];
    await ask({ references });
    assert.deepEqual(collected, [['file:file:///src/a.ts', 'selection:2:4:file:///src/a.ts']]);
    assert.deepEqual(places, [file, selection]);
    assert.match(sent(), /text of file:file:\/\/\/src\/a\.ts/);
    assert.match(sent(), /The terminal/);
    assert.ok(!sent().includes(key) && sent().includes("token = '***'"));
  });

  it('sends nothing that VS Code attached by itself and the rules keep here, and says so', async () => {
    const byItself = () => ({ allowed: false, reason: 'ignored', rule: '.gitignore' }) as const;
    const { ask, collected, shown, places } = world(two(), { byItself });
    const references = [{ id: 'vscode.implicit.file', value: file }];
    await ask({ references });
    assert.deepEqual([collected, places], [[[]], []]);
    assert.match(shown(), /a\.ts was not sent: it is excluded by \.gitignore\./);
    await ask({ references: [{ id: 'chosen', value: file }] });
    assert.deepEqual(collected.at(-1), ['file:file:///src/a.ts']);
  });

  it('does a command with what is attached, else with the code in front, else says what is missing', async () => {
    const { ask, about, sent } = world(two());
    await ask({ command: 'explain', prompt: 'briefly', references: [{ id: 's', value: new Location(file, 2, 4) }] });
    assert.deepEqual(about, [['explain', 'briefly', { uri: file, lines: { first: 2, last: 4 } }, 'selection']]);
    assert.match(sent(), /Do explain\./);
    editor.window.activeTextEditor = { document: { uri: file }, selection: { isEmpty: true } };
    await ask({ command: 'fix', prompt: '' });
    assert.deepEqual(about[1], ['fix', '', { uri: file }, 'file']);
    editor.window.activeTextEditor = undefined;
    const { errorDetails } = await ask({ command: 'tests', prompt: '' });
    assert.equal(errorDetails?.message, 'Open the file that this is to be about.');
    assert.equal(about.length, 2);
  });

  it('sends what a command is about along, once', async () => {
    const { ask, collected } = world(two());
    editor.window.activeTextEditor = { document: { uri: file }, selection: { isEmpty: true } };
    await ask({ command: 'explain', prompt: '' });
    await ask({ command: 'explain', prompt: '', references: [{ id: 'f', value: file }] });
    assert.deepEqual(collected, [['file:file:///src/a.ts'], ['file:file:///src/a.ts']]);
  });

  it('sends the earlier turns of the thread', async () => {
    const { ask, sent } = world(two());
    const answer = new ChatResponseTurn([new ChatResponseMarkdownPart('Blue. Answered by X')], {
      text: 'Blue.',
      end: 'done',
    });
    await ask({ history: [new ChatRequestTurn('Which colour?'), answer] });
    assert.match(sent(), /Which colour\?.*"role":"assistant".*Blue\.".*Count\./);
    assert.ok(!sent().includes('Answered by X'));
  });

  it('asks our model that the picker shows first, and leaves those of others alone', async () => {
    const { ask, recorder } = world(two());
    const asked = (): readonly string[] | undefined => recorder.recent()[0]?.attempts.map(({ route }) => route.id);
    await ask({ model: { vendor: 'everpair', id: 'b/b-large' } });
    assert.deepEqual(asked(), ['b/b-large']);
    await ask({ model: { vendor: 'everpair', id: 'auto' } });
    assert.deepEqual(asked(), ['a/a-large']);
    await ask({ model: { vendor: 'copilot', id: 'b/b-large' } });
    assert.deepEqual(asked(), ['a/a-large']);
  });

  it('tells of a fault of its own in place of an exception', async () => {
    const { ask } = world(two(), { prepare: () => Promise.reject(new Error('The keyring is locked')) });
    assert.match((await ask()).errorDetails?.message ?? '', /Something unexpected happened/);
  });
});
