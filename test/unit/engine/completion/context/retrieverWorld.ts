import assert from 'node:assert/strict';
import { silentLog } from '../../../../../src/engine/model/log';
import { ContextRetriever } from '../../../../../src/engine/completion/context/contextRetriever';
import type { Definition, Definitions } from '../../../../../src/engine/completion/context/definitions';
import type { Diagnostic } from '../../../../../src/engine/completion/context/diagnostics';
import type { SymbolUse } from '../../../../../src/engine/completion/context/symbols';
import type { CompletionContext } from '../../../../../src/engine/completion/api/completionContext';
import { virtualClock, type VirtualClock } from '../../failover/fixtures';
import { codeAbout, document, editorWith, type FakeDocument, type FakeEditor } from './fixtures';
import { released } from '../../privacy/released';

export interface World {
  readonly clock: VirtualClock;
  readonly editor: FakeEditor;
  readonly retriever: ContextRetriever;
  /** Names whose definitions were asked for. */
  readonly asked: string[];
  diagnostics: readonly Diagnostic[];
  readonly errors: string[];
  /** Retrieves at a line. Returns the milliseconds that it took too. */
  readonly retrieve: (line: number, id?: string) => Promise<CompletionContext & { readonly ms: number }>;
  /** The user rests at a line and goes on after there was time for a selection. */
  readonly rest: (line: number) => Promise<void>;
}

interface Options {
  readonly open: FakeDocument[];
  /** Milliseconds of work of the editor whenever it gets a turn. */
  readonly busy?: number;
  readonly definitions?: (use: SymbolUse, clock: VirtualClock) => Promise<readonly Definition[]>;
}

export function world({ open, busy = 0, definitions = async () => [] }: Options): World {
  const clock = virtualClock();
  const lateClock = {
    ...clock,
    setTimeout: (callback: () => void, ms: number) => clock.setTimeout(callback, ms === 0 ? busy : ms),
  };
  const editor = editorWith(...open);
  const asked: string[] = [];
  const errors: string[] = [];
  const source: Definitions = {
    find: (use) => {
      asked.push(use.name);
      return definitions(use, clock);
    },
  };
  const made: Omit<World, 'retriever' | 'retrieve' | 'rest'> = { clock, editor, asked, diagnostics: [], errors };
  const retriever = new ContextRetriever({
    documents: editor,
    definitions: source,
    diagnostics: { of: () => made.diagnostics },
    clock: lateClock,
    log: { ...silentLog, error: (line) => errors.push(line) },
  });
  const retrieve: World['retrieve'] = async (line, id = 'here') => {
    const started = clock.now();
    let found: (CompletionContext & { readonly ms: number }) | undefined;
    void retriever
      .retrieve({ document: id, line, character: 0 }, new AbortController().signal)
      .then((context) => (found = { ...context, ms: clock.now() - started }));
    await clock.runUntil(() => found !== undefined, 1_000);
    assert.ok(found, 'Nothing was gathered.');
    return found;
  };
  const rest: World['rest'] = async (line) => {
    retriever.onIdle({ document: 'here', line, character: 0 });
    await clock.advance(100);
  };
  return Object.assign(made, { retriever, retrieve, rest });
}

export const pathsOf = ({ snippets }: CompletionContext): string[] => snippets.map(({ path }) => path);

/** A file with its declarations far from its end, where the user types. */
export const here = (): FakeDocument => document('here', `${codeAbout('Order', 50)}\n`);
export const order = (): FakeDocument => document('order', codeAbout('Order', 40));
export const invoice = (): FakeDocument => document('invoice', codeAbout('Invoice', 40));

export function definitionOf(name: string, id = name): Definition {
  return {
    document: id,
    path: `src/${id}.ts`,
    first: 0,
    end: 1,
    text: released(`export declare const ${name}: Type;`),
  };
}
