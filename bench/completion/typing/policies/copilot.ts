import type { Suggestion } from '../../../../src/engine/completion/api/suggestion';
import { type Clock, sleep } from '../../../../src/engine/model/async/clock';
import type { BackEnd } from '../model/backEnd';
import type { Moment } from '../file/document';
import type { Assistant, Policy, Surroundings } from './policy';
import { blockEnd, fitted, lineBefore, lineBehind } from './shaping';
import { SharedStream } from './sharedStream';

/** `asyncCompletionsTimeout`, `completionsDelay`, `maxMultilineTokens` of featuresService, the cache of completionsCache.ts. */
const joinMs = 200;
const displayDelayMs = 200;
const maxTokens = 200;
const cacheCapacity = 100;

const rules =
  'microsoft/vscode-copilot-chat, src/extension/completions-core/vscode-node/lib/src: no debounce; what is in view is typed along first, then a cache of 100 by prefix and text behind (ghostText/ghostText.ts, completionsCache.ts, current.ts); a request under way whose text agrees is joined for 200 ms, then another is sent and the first that fits wins, those that do not fit are cancelled (asyncCompletions.ts); when a suggestion comes into view, the one behind it is asked as if it were taken (inlineCompletion.ts, speculativeRequestCache.ts); several lines on a blank line, where a block begins and after one was taken, the rest of the line with a stop at its end otherwise (ghostTextStrategy.ts); only closing characters may stand behind the cursor. In its favour: the block ends are known without its parser, no context but the file is counted, closing characters behind the cursor do not part two cache entries, and VS Code keeps its suggestion in view (enableForwardStability).';

export const copilot: Policy = {
  id: 'copilot',
  title: 'Copilot’s rules',
  rules: `${rules} A suggestion that is not typed along is shown 200 ms after it was asked for at the earliest (completionsDelay).`,
  forwardStable: true,
  create: (surroundings) => new Copilot(surroundings, displayDelayMs),
};

export const copilotUndelayed: Policy = {
  id: 'copilot-undelayed',
  title: 'Copilot’s rules, no display delay',
  rules: 'The same with a completionsDelay of 0, as an experiment may set it.',
  forwardStable: true,
  create: (surroundings) => new Copilot(surroundings, 0),
};

interface Place {
  readonly prefix: string;
  /** See `placeBehind`. */
  readonly suffix: string;
}

interface Answer extends Place {
  readonly text: string;
}

interface Asked extends Place {
  readonly stream: SharedStream;
  /** When it is over and what it says is stored. */
  readonly ended: Promise<void>;
}

class Copilot implements Assistant {
  private readonly cache: Answer[] = [];
  private readonly asked = new Set<Asked>();
  private current: Answer | undefined;
  private takenAt: string | undefined;
  private readonly clock: Clock;
  private readonly backEnd: BackEnd;

  constructor(
    { clock, backEnd }: Surroundings,
    private readonly delayMs: number,
  ) {
    this.clock = clock;
    this.backEnd = backEnd;
  }

  async provide(moment: Moment, signal: AbortSignal): Promise<Suggestion | undefined> {
    const behind = lineBehind(moment);
    if (!/^\s*[)>}\]"'`]*\s*[:{;,]?\s*$/.test(behind)) return undefined;
    const issued = this.clock.now();
    const isOver = (): boolean => signal.aborted;
    const typing = this.typedAlong(moment);
    if (typing !== undefined) return fitted(typing, behind);
    const text = this.find(moment) ?? (await this.fromHost(moment, signal, false));
    if (text === undefined || isOver()) return undefined;
    await sleep(this.clock, this.delayMs - (this.clock.now() - issued), signal);
    if (isOver()) return undefined;
    this.current = { prefix: moment.prefix, suffix: placeBehind(moment.suffix), text };
    return fitted(text, behind);
  }

  shown(moment: Moment, { text, replaces }: Suggestion): void {
    const { current } = this;
    // What is typed along was asked for already.
    if (!current || current.prefix !== moment.prefix) return;
    const ahead = { ...moment, prefix: moment.prefix + text, suffix: moment.suffix.slice(replaces) };
    if (this.find(ahead) !== undefined) return;
    void this.fromHost(ahead, new AbortController().signal, true);
  }

  accepted({ prefix }: Moment): void {
    this.takenAt = prefix;
  }

  private typedAlong({ prefix, suffix }: Moment): string | undefined {
    return this.current && restOf(this.current, prefix, placeBehind(suffix));
  }

  private find({ prefix, suffix }: Moment): string | undefined {
    const place = placeBehind(suffix);
    for (const entry of this.cache) {
      const rest = restOf(entry, prefix, place);
      if (rest !== undefined) return rest;
    }
    return undefined;
  }

  private async fromHost(moment: Moment, signal: AbortSignal, isSpeculative: boolean): Promise<string | undefined> {
    if (!isSpeculative) this.cancelOthers(moment);
    if (this.candidates(moment).length > 0) {
      const joined = await this.first(moment, signal, joinMs);
      if (joined !== undefined || signal.aborted) return joined;
    }
    this.send(moment);
    return this.first(moment, signal, undefined);
  }

  private send(moment: Moment): void {
    const isMultiline = this.isMultiline(moment);
    const request = { prefix: moment.prefix, suffix: moment.suffix, maxTokens, stop: isMultiline ? [] : ['\n'] };
    const stream = new SharedStream((own) => this.backEnd.complete(request, own));
    const place = { prefix: moment.prefix, suffix: placeBehind(moment.suffix) };
    const ended = this.follow(stream, place, moment, isMultiline);
    const asked: Asked = { ...place, stream, ended: ended.then(() => void this.asked.delete(asked)) };
    this.asked.add(asked);
  }

  /** Cuts a block where it ends, and stores what was written. */
  private async follow(stream: SharedStream, place: Place, moment: Moment, isMultiline: boolean): Promise<void> {
    while (!stream.isOver) {
      await stream.more();
      if (isMultiline && blockEnd(stream.text, moment) !== undefined) stream.cancel();
    }
    const end = isMultiline ? blockEnd(stream.text, moment) : undefined;
    const text = (end === undefined ? stream.text : stream.text.slice(0, end)).trimEnd();
    const isWhole = !stream.isFailed && (!stream.isCancelled || end !== undefined);
    if (!isWhole || text.trim() === '') return;
    this.cache.unshift({ ...place, text });
    this.cache.length = Math.min(this.cache.length, cacheCapacity);
  }

  /** The first answer that fits, whichever request it comes from; undefined when none is left or the time is up. */
  private async first(moment: Moment, signal: AbortSignal, limitMs: number | undefined): Promise<string | undefined> {
    const deadline = limitMs === undefined ? Infinity : this.clock.now() + limitMs;
    for (;;) {
      const found = this.find(moment);
      if (found !== undefined) return found;
      const candidates = this.candidates(moment);
      if (candidates.length === 0 || signal.aborted || this.clock.now() >= deadline) return undefined;
      await this.settled(candidates, signal, deadline - this.clock.now());
    }
  }

  /** Resolves when one of them has ended and is stored, when the signal aborts, or when the time is up. */
  private settled(asked: readonly Asked[], signal: AbortSignal, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === Infinity ? undefined : this.clock.setTimeout(() => end(), ms);
      const end = (): void => {
        this.clock.clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      signal.addEventListener('abort', end);
      for (const { ended } of asked) void ended.then(end);
    });
  }

  private candidates({ prefix, suffix }: Moment): readonly Asked[] {
    const place = placeBehind(suffix);
    return [...this.asked].filter((asked) => fits(asked, prefix, place));
  }

  private cancelOthers({ prefix, suffix }: Moment): void {
    const place = placeBehind(suffix);
    for (const asked of this.asked) {
      if (!fits(asked, prefix, place)) {
        asked.stream.cancel();
        this.asked.delete(asked);
      }
    }
  }

  private isMultiline(moment: Moment): boolean {
    if (this.takenAt === moment.prefix) return true;
    const before = lineBefore(moment).trim();
    return before === '' || /(?:[{([:]|=>)$/.test(before);
  }
}

function fits({ prefix, suffix, stream }: Asked, now: string, place: string): boolean {
  if (suffix !== place || !now.startsWith(prefix)) return false;
  const typed = now.slice(prefix.length);
  return stream.text === '' || stream.text.startsWith(typed) || typed.startsWith(stream.text);
}

function restOf(entry: Answer, prefix: string, place: string): string | undefined {
  // Most entries are ruled out by their length alone, which costs less than to compare whole files.
  const length = prefix.length - entry.prefix.length;
  if (length < 0 || length >= entry.text.length) return undefined;
  if (entry.suffix !== place || !prefix.startsWith(entry.prefix)) return undefined;
  const typed = prefix.slice(entry.prefix.length);
  return entry.text.startsWith(typed) && entry.text.length > typed.length ? entry.text.slice(typed.length) : undefined;
}

/** The text behind, without what the editor closes by itself. */
function placeBehind(suffix: string): string {
  return suffix.slice(0, 600).replace(/^[\s)\]}"'`;,:]*/, '');
}
