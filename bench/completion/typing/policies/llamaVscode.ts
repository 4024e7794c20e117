import type { Suggestion } from '../../../../src/engine/completion/api/suggestion';
import { type Clock, sleep } from '../../../../src/engine/model/async/clock';
import { type BackEnd, BackEndFailure } from '../model/backEnd';
import { forever } from '../forever';
import type { Moment } from '../file/document';
import type { Assistant, Policy, Surroundings } from './policy';
import { lineBefore, lineBehind } from './shaping';

/** Settings of the manifest and src/configuration.ts. */
const pollMs = 150;
const maxLineSuffix = 8;
const prefixLines = 256;
const suffixLines = 64;
const predictedTokens = 128;
const predictMs = 500;
const cacheKeys = 250;

export const llamaVscode: Policy = {
  id: 'llama.vscode',
  title: 'llama.vscode’s rules',
  rules:
    'ggml-org/llama.vscode, src/completion.ts, src/configuration.ts, src/lru-cache.ts: no debounce; while a request runs the next waits and looks every 150 ms, nothing is aborted; at most 8 characters behind the cursor; 256 lines before and 64 behind; 128 tokens, or 500 ms once a line is there; 250 keys of lines before, text behind and the line so far, which is walked back character by character; after each suggestion at the end of a line the one behind it is asked as if it were taken, and what is left after its first line is stored. In its favour: no ring of chunks from other files is counted.',
  forwardStable: false,
  create: (surroundings) => new LlamaVscode(surroundings),
};

class LlamaVscode implements Assistant {
  private isBusy = false;
  private readonly cache = new Map<string, string>();
  private readonly clock: Clock;
  private readonly backEnd: BackEnd;

  constructor({ clock, backEnd }: Surroundings) {
    this.clock = clock;
    this.backEnd = backEnd;
  }

  async provide(moment: Moment, signal: AbortSignal): Promise<Suggestion | undefined> {
    while (this.isBusy) {
      await sleep(this.clock, pollMs, forever);
      if (signal.aborted) return undefined;
    }
    this.isBusy = true;
    try {
      return await this.suggest(moment, signal);
    } finally {
      this.isBusy = false;
    }
  }

  private async suggest(moment: Moment, signal: AbortSignal): Promise<Suggestion | undefined> {
    const behind = lineBehind(moment);
    if (behind.length > maxLineSuffix) return undefined;
    const line = lineBefore(moment);
    const above = moment.prefix.slice(0, moment.prefix.length - line.length);
    const cached = this.find(above, moment.suffix, line);
    if (cached === undefined && signal.aborted) return undefined;
    const raw = cached ?? (await this.ask(above + line, moment.suffix));
    if (raw === undefined || raw.trim() === '') return undefined;
    const lines = raw.replace(/\n+$/, '').split('\n');
    if (repeats(lines, moment, line, behind)) return undefined;
    const text = fitted(lines, behind);
    if (cached === undefined) this.store(keyOf(above, moment.suffix, line), text);
    if (behind.trim() === '') {
      this.clock.setTimeout(() => {
        if (!signal.aborted) void this.askAhead(above, moment.suffix, line, lines);
      }, 0);
    }
    return { text, replaces: 0 };
  }

  private async ask(prefix: string, suffix: string): Promise<string | undefined> {
    const request = {
      prefix: prefix.split('\n').slice(-prefixLines).join('\n'),
      suffix: suffix.split('\n').slice(0, suffixLines).join('\n'),
      maxTokens: predictedTokens,
      stop: [],
    };
    let text = '';
    let first: number | undefined;
    try {
      for await (const piece of this.backEnd.complete(request, forever)) {
        text += piece;
        first ??= this.clock.now();
        if (text.trimStart().includes('\n') && this.clock.now() - first > predictMs) break;
      }
    } catch (error) {
      if (!(error instanceof BackEndFailure)) throw error;
      return undefined;
    }
    return text;
  }

  private async askAhead(above: string, suffix: string, line: string, lines: readonly string[]): Promise<void> {
    const last = lines.at(-1) ?? '';
    const nextAbove = lines.length > 1 ? `${above}${line}${lines.slice(0, -1).join('\n')}\n` : above;
    const nextLine = lines.length > 1 ? last : line + last;
    const key = keyOf(nextAbove, suffix, nextLine);
    if (!this.cache.has(key)) {
      const text = await this.ask(nextAbove + nextLine, suffix);
      if (text !== undefined && text.trim() !== '') this.store(key, text.replace(/\n+$/, ''));
    }
    if (lines.length > 1) {
      const keyOfRest = keyOf(`${above}${line}${lines[0] ?? ''}\n`, suffix, '');
      if (!this.cache.has(keyOfRest)) this.store(keyOfRest, lines.slice(1).join('\n'));
    }
  }

  private find(above: string, suffix: string, line: string): string | undefined {
    for (let length = line.length; length >= 0; length -= 1) {
      const key = keyOf(above, suffix, line.slice(0, length));
      const text = this.cache.get(key);
      if (text === undefined) continue;
      this.cache.delete(key);
      this.cache.set(key, text);
      const typed = line.slice(length);
      if (text.startsWith(typed)) return text.slice(typed.length);
    }
    return undefined;
  }

  private store(key: string, text: string): void {
    this.cache.delete(key);
    this.cache.set(key, text);
    if (this.cache.size > cacheKeys) this.cache.delete(this.cache.keys().next().value!);
  }
}

function keyOf(above: string, suffix: string, line: string): string {
  return `${above}|${suffix}|${line}`;
}

function fitted(lines: readonly string[], behind: string): string {
  const [first = ''] = lines;
  if (behind.trim() === '') return lines.join('\n');
  if (first.endsWith(behind)) return first.slice(0, first.length - behind.length);
  return first;
}

/** It drops a suggestion that only repeats the lines below. */
function repeats(lines: readonly string[], { suffix }: Moment, line: string, behind: string): boolean {
  const below = suffix.slice(behind.length + 1).split('\n');
  if (lines.length === 1 && lines[0] === behind) return true;
  const startsEmpty = lines[0]?.trim() === '' || lines[0]?.trim() === behind.trim();
  if (lines.length > 1 && startsEmpty && lines.slice(1).every((each, index) => each === below[index])) return true;
  const next = below.findIndex((each) => each.trim() !== '');
  if (next < 0 || line + (lines[0] ?? '') !== below[next]) return false;
  return lines.slice(1).every((each, index) => each === below[next + 1 + index]);
}
