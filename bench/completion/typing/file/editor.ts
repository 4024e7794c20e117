import type { Suggestion } from '../../../../src/engine/completion/api/suggestion';
import { type Clock, sleep } from '../../../../src/engine/model/async/clock';
import type { BackEnd } from '../model/backEnd';
import type { Document, Stroke } from './document';
import { isStale } from '../trial/stale';
import type { Assistant } from '../policies/policy';
import { judge } from '../person/reader';
import type { Tally } from '../trial/tally';

/** Ghost text in view. */
export interface Ghost {
  readonly suggestion: Suggestion;
  /** Since when this very text is in view, milliseconds. */
  readonly since: number;
  /** What the document would be up to the cursor if it were taken: tells one suggestion from another. */
  readonly outcome: string;
  /** The same with what would stand behind the cursor on its line, but for space at the end. */
  readonly line: string;
}

/** One for all: an error of its own for each key costs more than all else. */
const overtaken = new Error('overtaken');

const remembered = 20;

/** VS Code waits this long after each change before it asks a provider (`InlineCompletionsDebounce`, min and max 50). */
const editorDelayMs = 50;

/**
 * What VS Code does with an inline completion provider: asks it after each change, drops what comes for an older state,
 * keeps a suggestion in view while it is typed along, hides it otherwise.
 */
export class Editor {
  private ghost: Ghost | undefined;
  private asking: AbortController | undefined;
  private listener: (() => void) | undefined;

  constructor(
    private readonly assistant: Assistant,
    private readonly forwardStable: boolean,
    private readonly backEnd: BackEnd,
    private readonly clock: Clock,
    private readonly tally: Tally,
  ) {}

  get inView(): Ghost | undefined {
    return this.ghost;
  }

  /** Resolves when what is in view changes, or at `time`. */
  async watch(time: number): Promise<void> {
    const controller = new AbortController();
    this.listener = () => controller.abort(overtaken);
    await sleep(this.clock, time - this.clock.now(), controller.signal);
    this.listener = undefined;
  }

  /** A key has changed the document. */
  typed(document: Document, { written, moved, closed, overtyped }: Stroke): void {
    if (!moved) this.assistant.typed?.(document.moment(), written);
    const { ghost } = this;
    const text = ghost?.suggestion.text ?? '';
    const agrees = written !== '' && text.startsWith(written) && text.length > written.length;
    if (ghost && agrees) {
      const rest = text.slice(written.length);
      // Characters that the editor closes by itself, or that are overtyped, are the suggestion's own.
      const replaces = Math.max(0, ghost.suggestion.replaces + closed - (overtyped ? 1 : 0));
      const suggestion = { text: rest, replaces: judgedReplaces(document, rest, replaces) };
      this.view({ ...ghost, suggestion });
    } else this.view(undefined);
    if (moved) this.asking?.abort(overtaken);
    else this.ask(document);
  }

  /** The document was changed in another way: taken, erased or undone. */
  changed(document: Document): void {
    this.view(undefined);
    this.ask(document);
  }

  /** The cursor is somewhere else. */
  left(): void {
    this.asking?.abort(overtaken);
    this.view(undefined);
  }

  accepted(document: Document): void {
    this.assistant.accepted?.(document.moment());
  }

  private ask(document: Document): void {
    this.asking?.abort(overtaken);
    const controller = new AbortController();
    this.asking = controller;
    void this.askNow(document, controller.signal);
  }

  private async askNow(document: Document, signal: AbortSignal): Promise<void> {
    const isOver = (): boolean => signal.aborted;
    await sleep(this.clock, editorDelayMs, signal);
    if (isOver()) return;
    const suggestion = await this.assistant.provide(document.moment(), signal);
    if (!isOver()) this.receive(document, suggestion?.text.trim() ? suggestion : undefined);
  }

  private receive(document: Document, suggestion: Suggestion | undefined): void {
    const old = this.ghost;
    if (old && this.forwardStable) return;
    if (!suggestion) {
      if (old) this.tally.vanished += 1;
      this.view(undefined);
      return;
    }
    const outcome = document.before + suggestion.text;
    const line = (outcome + document.tailText.slice(suggestion.replaces)).trimEnd();
    if (old && line !== old.line && !outcome.startsWith(old.outcome)) this.tally.replaced += 1;
    const isSame = old?.outcome === outcome;
    this.view({ suggestion, since: isSame ? old.since : this.clock.now(), outcome, line });
    if (!isSame) this.show(document, suggestion, old !== undefined && outcome.startsWith(old.outcome));
  }

  private show(document: Document, suggestion: Suggestion, grew: boolean): void {
    if (!grew) this.tally.shown += 1;
    if (isStale(document, suggestion, this.backEnd.exchanges)) {
      this.tally.stale += 1;
      this.remember('stale', document, suggestion);
    }
    if (judge(document, suggestion).doubles) {
      this.tally.doubled += 1;
      this.remember('doubled', document, suggestion);
    }
    this.assistant.shown?.(document.moment(), suggestion);
  }

  private remember(what: string, { before, suffix }: Document, { text, replaces }: Suggestion): void {
    if (this.tally.examples.length >= remembered) return;
    this.tally.examples.push(
      JSON.stringify({ what, before: before.slice(-60), text, replaces, behind: suffix.slice(0, 60) }),
    );
  }

  private view(ghost: Ghost | undefined): void {
    const isNews = ghost?.outcome !== this.ghost?.outcome;
    this.ghost = ghost;
    if (isNews) this.listener?.();
  }
}

/** VS Code takes a closing character behind the cursor for the suggestion's own where the suggestion has it too. */
function judgedReplaces(document: Document, text: string, replaces: number): number {
  const standing = document.tailText;
  let count = 0;
  while (count < replaces && text.includes(standing.charAt(count))) count += 1;
  return count;
}
