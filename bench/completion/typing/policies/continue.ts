import { type Clock, sleep } from '../../../../src/engine/model/async/clock';
import type { Suggestion } from '../../../../src/engine/completion/api/suggestion';
import type { BackEnd } from '../model/backEnd';
import type { Moment } from '../file/document';
import type { Assistant, Policy, Surroundings } from './policy';
import { fitted, lineBehind, lineBelow } from './shaping';
import { SharedStream } from './sharedStream';

/** `DEFAULT_AUTOCOMPLETE_OPTS` in core/util/parameters.ts. */
const debounceMs = 350;
const showWhateverWeHaveMs = 300;
const prefixTokens = 307;
const suffixTokens = 205;
const charactersPerToken = 3.5;
const cacheCapacity = 1_000;

export const continueRules: Policy = {
  id: 'continue',
  title: 'Continue’s rules',
  rules:
    'continuedev/continue: 350 ms of rest, the newest wins (core/util/parameters.ts, core/autocomplete/util/AutocompleteDebouncer.ts), before the cache is asked too; 1,000 entries by prefix alone, the longest that fits (AutocompleteLruCache.ts); a stream goes on while what is typed agrees with it and is cut off by the next that does not (generation/GeneratorReuseManager.ts); several lines unless text stands behind the cursor (classification/shouldCompleteMultiline.ts); ends at the line below the cursor, at a blank line, and shows what is there after 300 ms (filtering/streamTransforms). In its favour: no snippets are counted, the output is capped at 256 tokens, and the key of the cache is not pruned.',
  forwardStable: false,
  create: (surroundings) => new Continue(surroundings),
};

class Continue implements Assistant {
  private newest = 0;
  private readonly cache = new Map<string, string>();
  private stream: SharedStream | undefined;
  private streamPrefix = '';
  private readonly clock: Clock;
  private readonly backEnd: BackEnd;

  constructor({ clock, backEnd }: Surroundings) {
    this.clock = clock;
    this.backEnd = backEnd;
  }

  async provide(moment: Moment, signal: AbortSignal): Promise<Suggestion | undefined> {
    this.newest += 1;
    const own = this.newest;
    const isOver = (): boolean => signal.aborted;
    await sleep(this.clock, debounceMs, signal);
    if (own !== this.newest || isOver()) return undefined;
    const behind = lineBehind(moment);
    const cached = this.find(moment.prefix);
    if (cached) return fitted(cached, behind);
    const text = await this.ask(moment, behind.trim() === '', signal);
    if (isOver() || text.trim() === '') return undefined;
    this.store(moment.prefix, text);
    return fitted(text, behind);
  }

  private async ask(moment: Moment, isMultiline: boolean, signal: AbortSignal): Promise<string> {
    const { prefix, suffix } = moment;
    if (!this.agrees(prefix)) {
      this.stream?.cancel();
      this.streamPrefix = prefix;
      const request = {
        prefix: prefix.slice(-Math.floor(prefixTokens * charactersPerToken)),
        suffix: suffix.slice(0, Math.floor(suffixTokens * charactersPerToken)),
        maxTokens: 256,
        stop: [],
      };
      this.stream = new SharedStream((own) => this.backEnd.complete(request, own));
    }
    const stream = this.stream!;
    const typed = prefix.length - this.streamPrefix.length;
    let deadline: number | undefined;
    for (;;) {
      const text = stream.text.slice(typed);
      const end = endOf(text, moment, isMultiline);
      if (end !== undefined) {
        // Only a full stop ends the request; a line that is cut off lets it run.
        if (isMultiline) stream.cancel();
        return text.slice(0, end).trimEnd();
      }
      if (stream.isOver) return text.trimEnd();
      if (isMultiline && text.indexOf('\n', 1) > 0) deadline ??= this.clock.now() + showWhateverWeHaveMs;
      if (deadline !== undefined && this.clock.now() >= deadline)
        return text.slice(0, text.lastIndexOf('\n')).trimEnd();
      if (signal.aborted) return '';
      await stream.more(signal);
    }
  }

  private agrees(prefix: string): boolean {
    const { stream, streamPrefix } = this;
    if (!stream || stream.isCancelled || stream.isFailed || prefix.length < streamPrefix.length) return false;
    return (streamPrefix + stream.text).startsWith(prefix);
  }

  private find(prefix: string): string | undefined {
    let key: string | undefined;
    for (const each of this.cache.keys()) {
      if (each.length > (key?.length ?? -1) && endsAlike(each, prefix) && prefix.startsWith(each)) key = each;
    }
    const value = key === undefined ? undefined : this.cache.get(key);
    if (key === undefined || value === undefined) return undefined;
    const typed = prefix.slice(key.length);
    return value.startsWith(typed) ? value.slice(typed.length) : undefined;
  }

  private store(prefix: string, text: string): void {
    this.cache.set(prefix, text);
    if (this.cache.size > cacheCapacity) this.cache.delete(this.cache.keys().next().value!);
  }
}

/** Rules most keys out before whole files are compared. */
function endsAlike(key: string, prefix: string): boolean {
  for (let at = key.length - 1; at >= Math.max(0, key.length - 8); at -= 1) {
    if (key.charCodeAt(at) !== prefix.charCodeAt(at)) return false;
  }
  return true;
}

/** Where its filters stop the text; undefined while it may go on. */
function endOf(text: string, moment: Moment, isMultiline: boolean): number | undefined {
  const lines = text.split('\n');
  if (!isMultiline) return lines.length > 1 ? lines[0]!.length : undefined;
  const below = lineBelow(moment);
  const start = moment.suffix.trimStart().slice(0, 20);
  let length = 0;
  for (const [index, line] of lines.slice(0, -1).entries()) {
    if (index > 0 && (line.trim() === '' || line.trim() === below)) return length - 1;
    length += line.length + 1;
  }
  const repeated = start.length === 20 ? text.indexOf(start) : -1;
  return repeated >= 0 ? repeated : undefined;
}
