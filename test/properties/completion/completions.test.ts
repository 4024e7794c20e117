import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CompletionEngine } from '../../../src/engine/completion/engine/completionEngine';
import type { CompletionQuery } from '../../../src/engine/completion/api/completionQuery';
import type { ShownSuggestion } from '../../../src/engine/completion/engine/currentSuggestion';
import { noCompletionContext, type CompletionContext } from '../../../src/engine/completion/api/completionContext';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import { callProvider } from '../../../src/engine/failover/request/attempt/callProvider';
import { sleep } from '../../../src/engine/model/async/clock';
import { silentLog } from '../../../src/engine/model/log';
import type { Provider } from '../../../src/engine/model/provider/provider';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import type { CompletionTask } from '../../../src/engine/failover/api/providerManager';
import { lineByLine } from '../../unit/engine/completion/engine/engineWorld';
import { failure, route, virtualClock } from '../../unit/engine/failover/fixtures';
import { clearance } from '../../unit/engine/privacy/released';

/** What a user does next. */
type Step =
  | { readonly does: 'type'; readonly character: string }
  /** Types the next character of what is shown, or one that is not. */
  | { readonly does: 'agree' }
  | { readonly does: 'delete' }
  | { readonly does: 'accept' }
  | { readonly does: 'rest'; readonly ms: number }
  /** Goes to the end of an earlier line. */
  | { readonly does: 'move'; readonly line: number };

const letters = fc.constantFrom('a', 'b', '(', '.', ';', ' ', '\n');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('type' as const), character: letters }) },
  { weight: 5, arbitrary: fc.constant<Step>({ does: 'agree' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ does: 'delete' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ does: 'accept' }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('rest' as const), ms: fc.integer({ min: 0, max: 900 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('move' as const), line: fc.nat(5) }) },
);

interface Model {
  /** What it writes, by the number of the request. */
  readonly texts: readonly string[];
  readonly firstMs: number;
  readonly characterMs: number;
  /** The number of the request that breaks off in its middle. */
  readonly breaks: number;
  /** Milliseconds that the editor waits after a key before it asks. */
  readonly editorMs: number;
}

const model: fc.Arbitrary<Model> = fc.record({
  texts: fc.array(fc.string({ unit: letters, maxLength: 40 }), { minLength: 1, maxLength: 8 }),
  firstMs: fc.constantFrom(0, 40, 300, 1_500),
  characterMs: fc.constantFrom(0, 5, 60),
  breaks: fc.nat(12),
  editorMs: fc.constantFrom(0, 50),
});

const alpha = route('alpha');

/** A user, a model, and what the engine made of them. */
class Desk {
  readonly clock = virtualClock();
  text = '';
  cursor = 0;
  shown: ShownSuggestion | undefined;
  requests = 0;
  mostOpen = 0;
  private readonly signals = new Set<AbortSignal>();
  /** What was written, and for which text before the cursor. */
  readonly written: { readonly before: string; text: string }[] = [];
  private question = new AbortController();
  private readonly pending: Promise<unknown>[] = [];
  readonly engine: CompletionEngine;

  constructor(
    private readonly model: Model,
    readonly prefetch: 'afterAccept' | 'ahead',
  ) {
    this.engine = new CompletionEngine({
      complete: (task, { signal }) => this.answer(task, signal),
      nextRoute: () => ({ route: alpha, idle: this.open === 0, firstContentMs: model.firstMs }),
      prepare: () => Promise.resolve(),
      trimmer: lineByLine,
      clock: this.clock,
      log: { ...silentLog, error: (line) => assert.fail(line) },
    });
  }

  /** Requests under way that nobody has cancelled. */
  get open(): number {
    return [...this.signals].filter(({ aborted }) => !aborted).length;
  }

  get before(): string {
    return this.text.slice(0, this.cursor);
  }

  async change(from: number, to: number, text: string, isKey = true): Promise<void> {
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.cursor = from + text.length;
    this.withdraw();
    if (isKey) {
      this.engine.typed({ prefix: this.before });
      if (text !== '') void this.engine.prefetchOnKey(this.query());
      await this.clock.advance(this.model.editorMs);
    }
    await this.ask();
  }

  /** As the editor does: the question before is withdrawn, and what was shown is gone unless it is given again. */
  async ask(): Promise<void> {
    this.withdraw();
    const question = this.question;
    const answer = this.engine.suggest(this.query(), question.signal);
    this.pending.push(
      answer.then((offer) => {
        if (!question.signal.aborted) this.shown = offer;
      }),
    );
    await this.clock.advance(0);
  }

  private withdraw(): void {
    this.question.abort();
    this.question = new AbortController();
    this.shown = undefined;
  }

  private query(): CompletionQuery {
    const cursor = {
      prefix: this.before,
      suffix: this.text.slice(this.cursor),
      path: 'a.ts',
      languageId: 'typescript',
    };
    const retrieveContext = (): Promise<CompletionContext> => Promise.resolve(noCompletionContext);
    const usual = {
      explicit: false,
      multiline: 'auto',
      race: false,
      prefetch: this.prefetch,
      retrieveContext,
    } as const;
    return { document: 'file:///a.ts', cursor, clearance, ...usual };
  }

  async leave(): Promise<void> {
    this.question.abort();
    await this.clock.advance(200_000);
    await Promise.all(this.pending);
  }

  private async *answer(task: CompletionTask, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    yield { type: 'attempt', route: alpha, number: 1 };
    const provider: Provider = {
      id: 'alpha',
      type: alpha.type,
      chat: () => assert.fail('It can fill in the middle.'),
      fim: (_model, { prefix }) => this.write(prefix, signal),
      fimSupport: () => assert.fail(),
      listModels: () => assert.fail(),
    };
    const request = task.requestFor(alpha, 'native');
    for await (const event of callProvider(provider, alpha, { signal }, request)) {
      if (event.type === 'text') yield event;
      else if (event.type === 'done') yield { type: 'done', route: alpha, reason: event.reason, attempts: [] };
      else if (signal.aborted) yield { type: 'cancelled', attempts: [] };
      else yield { type: 'failed', failure: { attempts: [], skipped: [] } };
    }
  }

  private async *write(before: string, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const { texts, firstMs, characterMs, breaks } = this.model;
    const number = this.requests;
    this.requests += 1;
    const text = texts[number % texts.length] ?? '';
    const log = { before, text: '' };
    this.written.push(log);
    this.signals.add(signal);
    this.mostOpen = Math.max(this.mostOpen, this.open);
    try {
      await sleep(this.clock, firstMs, signal);
      for (const [index, character] of text.split('').entries()) {
        if (characterMs > 0) await sleep(this.clock, characterMs, signal);
        if (signal.aborted || (number === breaks && index > text.length / 2)) {
          yield { type: 'failed', failure: failure(signal.aborted ? 'cancelled' : 'connect') };
          return;
        }
        log.text += character;
        yield { type: 'text', text: character };
      }
      yield { type: 'done', reason: 'stop' };
    } finally {
      this.signals.delete(signal);
    }
  }
}

/** A line that the user indents in another way than the model is the same line. */
function unindented(text: string): string {
  return text.replace(/\n +/g, '\n');
}

async function doStep(desk: Desk, next: Step): Promise<void> {
  const { shown } = desk;
  switch (next.does) {
    case 'type':
      await desk.change(desk.cursor, desk.cursor, next.character);
      return;
    case 'agree': {
      if (!shown) return;
      const { requests } = desk;
      await desk.change(desk.cursor, desk.cursor, shown.text.slice(0, 1));
      // To type along with a suggestion costs nothing, and it stays as it is.
      if (shown.text.length < 2 || shown.text.slice(1).trim() === '') return;
      assert.equal(desk.shown?.text.slice(0, shown.text.length - 1), shown.text.slice(1));
      if (desk.prefetch === 'afterAccept') assert.equal(desk.requests, requests);
      return;
    }
    case 'delete': {
      if (desk.cursor === 0) return;
      await desk.change(desk.cursor - 1, desk.cursor, '');
      return;
    }
    case 'accept': {
      if (!shown) return;
      await desk.change(desk.cursor, desk.cursor, shown.text, false);
      desk.engine.accepted('file:///a.ts', shown.id);
      await desk.ask();
      return;
    }
    case 'rest':
      await desk.clock.advance(next.ms);
      return;
    case 'move': {
      const ends = [...desk.text.matchAll(/\n|$/g)].map(({ index }) => index);
      desk.cursor = ends[Math.min(next.line, ends.length - 1)] ?? 0;
      await desk.ask();
    }
  }
}

describe('suggestions, whatever is typed and whatever a model writes', () => {
  it('belong to the place, stay while the user agrees, cost nothing then, and never two requests at once', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60 }),
        model,
        fc.constantFrom('afterAccept' as const, 'ahead' as const),
        async (steps, drawn, prefetch) => {
          const desk = new Desk(drawn, prefetch);
          for (const next of steps) {
            await doStep(desk, next);
            const { shown, before } = desk;
            if (shown) {
              const offered = unindented(before + shown.text);
              const isWritten = desk.written.some(
                (draft) =>
                  offered.startsWith(unindented(draft.before)) &&
                  unindented(draft.before + draft.text).startsWith(offered),
              );
              assert.ok(isWritten, JSON.stringify({ before, shown, written: desk.written }));
              assert.notEqual(shown.text.trim(), '');
            }
          }
          await desk.leave();
          assert.ok(desk.mostOpen <= 1, 'one request at a time');
          assert.equal(desk.open, 0);
          assert.equal(desk.clock.timers(), 0);
        },
      ),
      { numRuns: 600 },
    ));

  it('come back when what was typed against them is deleted again', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ unit: letters, minLength: 2, maxLength: 30 }).filter((text) => /^[^\n]*\S/.test(text)),
        fc.string({ unit: letters, minLength: 1, maxLength: 6 }),
        async (text, other) => {
          const desk = new Desk(
            { texts: [text], firstMs: 40, characterMs: 0, breaks: -1, editorMs: 50 },
            'afterAccept',
          );
          await desk.change(0, 0, '=');
          await desk.clock.advance(1_000);
          const { shown } = desk;
          assert.ok(shown);
          for (const character of other) await desk.change(desk.cursor, desk.cursor, character);
          const { requests } = desk;
          for (let left = other.length; left > 0; left -= 1) await desk.change(desk.cursor - 1, desk.cursor, '');
          assert.equal(desk.shown?.text, shown.text);
          assert.equal(desk.requests, requests);
          await desk.leave();
        },
      ),
      { numRuns: 200 },
    ));
});
