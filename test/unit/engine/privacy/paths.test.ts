import assert from 'node:assert/strict';
import { callProvider } from '../../../../src/engine/failover/request/attempt/callProvider';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { contextOffers, type EditorView } from '../../../../src/engine/chat/context/contextOffer';
import { chatRequest } from '../../../../src/engine/chat/request/chatRequest';
import { fromArchive } from '../../../../src/engine/chat/store/chatArchive';
import { selectSnippets } from '../../../../src/engine/completion/context/snippetSelection';
import { diagnosticsNear } from '../../../../src/engine/completion/context/diagnostics';
import { completionTask } from '../../../../src/engine/completion/prompt/completionTask';
import type { CursorContext } from '../../../../src/engine/completion/api/cursorContext';
import { noCompletionContext, type CompletionContext } from '../../../../src/engine/completion/api/completionContext';
import { textOf } from '../../../../src/engine/model/request/message';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import type { FimSupport, Provider } from '../../../../src/engine/model/provider/provider';
import type { ReleaseDecision, FileFacts, FileLocation, Use } from '../../../../src/engine/privacy/release';
import { maySend } from '../../../../src/engine/privacy/maySend';
import { archived, attachment, turn } from '../chat/fixtures';
import { document, editorWith } from '../completion/context/fixtures';
import { collect, route } from '../failover/fixtures';
import { clearance, released, surroundingsOf } from './released';

/** Known again wherever it comes out. */
const secret = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
const line = `const token = '${secret}';`;

/** All that a provider is handed for a completion, as one text. */
async function sent(hole: CursorContext, around: CompletionContext, support: FimSupport): Promise<string> {
  const asked: unknown[] = [];
  async function* note(request: unknown): AsyncGenerator<StreamEvent> {
    asked.push(request);
    yield { type: 'done', reason: 'stop' };
  }
  const provider: Provider = {
    id: 'alpha',
    type: 'openai-compatible',
    fimSupport: () => Promise.resolve(support),
    fim: (_model, request) => note(request),
    chat: (_model, request) => note(request),
    listModels: () => Promise.resolve({ ok: true, models: [] }),
  };
  const call = { signal: new AbortController().signal };
  const options = { model: 'qwen2.5-coder:7b' };
  const alpha = route('alpha', options);
  const task = completionTask(hole, around, clearance);
  await collect(callProvider(provider, alpha, call, (known) => task.requestFor(alpha, known)));
  assert.equal(asked.length, 1);
  return JSON.stringify(asked);
}

describe('every path by which text of a file reaches a request', () => {
  const hole = { prefix: `before();\n${line}\nhere(`, suffix: `)\n${line}\n`, path: 'a.ts', languageId: 'typescript' };

  for (const support of ['native', 'template', 'none'] as const) {
    it(`masks secrets before and behind the cursor, for a host that is asked as ${support}`, async () => {
      const body = await sent(hole, noCompletionContext, support);
      assert.ok(!body.includes(secret), body);
      assert.ok(body.includes('before();') && body.includes('here(') && body.includes("const token = '***';"));
    });

    it(`masks them in the cursor’s own line, for a host that is asked as ${support}`, async () => {
      const body = await sent({ ...hole, prefix: `${line} use(`, suffix: ')' }, noCompletionContext, support);
      assert.ok(!body.includes(secret) && body.includes("'***'; use("), body);
    });
  }

  it('masks them in pieces of other files', () => {
    const files = [document('here', 'a\n'), document('other', `const x = 1;\n${line}\n`)];
    const place = { document: 'here', first: 0, end: 1 };
    const [piece] = selectSnippets([{ document: 'other', first: 0, end: 2 }], editorWith(...files), place);
    assert.equal(piece?.snippet.text, "const x = 1;\nconst token = '***';");
    assert.deepEqual(piece.snippet.masked, ['a GitHub token']);
  });

  it('masks them in problems', () => {
    const problem = { line: 0, severity: 'error', message: `Unused ${secret}` } as const;
    assert.deepEqual(diagnosticsNear([problem], 0, clearance.release), ['line 1: Unused ***']);
  });

  it('masks them in what the chat attaches, and in what it had kept of attachments', () => {
    const view: EditorView = {
      uri: 'file:///w/a.ts',
      path: 'a.ts',
      languageId: 'typescript',
      byItself: maySend({ path: 'a.ts', place: 'workspace' }, 'context'),
      whenChosen: maySend({ path: 'a.ts', place: 'workspace' }, 'chosen'),
      cursorLine: 0,
      lineCount: 1,
      lengthOf: () => line.length,
      selection: { firstLine: 0, lastLine: 0, key: '0' },
    };
    const offers = contextOffers(view, { removed: new Set(), added: new Set() });
    assert.ok(offers.length > 0);
    for (const { answer } of offers) assert.ok(answer.allowed && !answer.release(line).text.includes(secret));
    const clean = turn('Why?', { attachments: [attachment({ text: released('plain();') })] });
    const kept = fromArchive(archived({ turns: [clean], draft: '' }).replace('plain();', secret));
    assert.ok(kept);
    const request = chatRequest(kept.conversation.turns, 10_000);
    assert.ok(!request.messages.some((message) => textOf(message).includes(secret)));
    assert.ok(request.messages.some((message) => textOf(message).includes('***')));
  });

  it('has its pieces of files from those who asked, by their types', () => {
    // @ts-expect-error A text that nobody has asked about is no snippet,
    const snippet: CompletionContext = { ...noCompletionContext, snippets: [{ path: 'a.ts', text: line }] };
    // @ts-expect-error no problem,
    const problem: CompletionContext = { ...noCompletionContext, diagnostics: [line] };
    // @ts-expect-error no attachment,
    const attached = attachment({ text: line });
    // @ts-expect-error and no clearance is made by hand.
    const made: ReleaseDecision = { allowed: true, release: clearance.release };
    assert.equal([snippet, problem, attached, made].length, 4);
    assert.deepEqual(surroundingsOf([{ path: 'a.ts', text: line }]).snippets[0]?.text, "const token = '***';");
  });

  it('cannot make such text elsewhere than in src/engine/privacy', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((name) => path.join('src', name))
      .filter((name) => name.endsWith('.ts') && !name.startsWith(path.join('src', 'engine', 'privacy')));
    assert.ok(sources.length > 150);
    const makers = sources.filter((name) => {
      const text = readFileSync(name, 'utf8');
      const imports = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'[^']*privacy\/answer'/g;
      const takes = [...text.matchAll(imports)].some(([, names = '']) => /\ballowed\b/.test(names));
      return takes || /\bas (?:unknown as )?(?:ReleasedText|Allowed|Answer|ReleasedHole|Snippet)\b/.test(text);
    });
    assert.deepEqual(makers, []);
  });
});

describe('what may leave', () => {
  const places: readonly FileLocation[] = ['workspace', 'outside', 'untitled'];
  const uses: readonly Use[] = ['itself', 'context', 'chosen'];
  const decided = (facts: Partial<FileFacts>, use: Use): string => {
    const answer = maySend({ path: 'src/a.ts', place: 'workspace', ...facts }, use);
    return answer.allowed ? 'yes' : answer.reason;
  };
  const table = (facts: Partial<FileFacts>): string[][] =>
    places.map((place) => uses.map((use) => decided({ ...facts, place }, use)));

  it('of a plain file is all in the workspace, itself or by the user’s hand elsewhere', () => {
    assert.deepEqual(table({}), [
      ['yes', 'yes', 'yes'],
      ['yes', 'outside', 'yes'],
      ['yes', 'untitled', 'yes'],
    ]);
  });

  it('of a file with secrets by its name, or by that of the file it links to, is nothing', () => {
    const secretName = (row: string[]): boolean => row.every((reason) => reason === 'secret-name');
    assert.ok(table({ path: 'config/.env' }).every(secretName));
    assert.ok(table({ excludedBy: { reason: 'secret-name', rule: 'its name' } }).every(secretName));
  });

  for (const reason of ['ignored', 'excluded', 'unknown'] as const) {
    it(`of a file that is ${reason} is only what the user adds`, () => {
      const row = [reason, reason, 'yes'];
      assert.deepEqual(table({ excludedBy: { reason, rule: 'x' } }), [row, row, row]);
    });
  }

  it('of a file that is too large does not go with requests for others', () => {
    assert.deepEqual(table({ isTooLarge: true })[0], ['yes', 'too-large', 'yes']);
  });
});
