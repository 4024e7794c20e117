import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type CursorContext, prefixBudgetChars } from '../../../src/engine/completion/api/cursorContext';
import { abortReason } from '../../../src/engine/model/async/abortReason';
import { VirtualTime } from '../../simulation/virtualTime';
import type { ShownSuggestion } from '../../../src/engine/completion/engine/currentSuggestion';
import { createSubject, queryAt } from '../subject';
import { MemoryModel } from './memoryModel';
import { answerFor, fileOf, statement } from './script';

/** Heap in use after so many keys, in bytes, with what is no longer needed collected. */
export interface Level {
  readonly keys: number;
  readonly bytes: number;
}

export interface Day {
  /** Milliseconds of this process for each key: all that is done for it until the next. */
  readonly costs: readonly number[];
  readonly levels: readonly Level[];
  readonly requests: number;
  readonly shown: number;
  readonly accepted: number;
}

/** Milliseconds: a brisk typist, who rests at the end of each line. */
const rest = { key: 140, line: 2_500 } as const;
const latencyMs = 40;
const documents = 40;
/** Lines that are written in a document before the next is turned to. */
const linesInARow = 12;

/**
 * Types so many keys in virtual time; every other line is accepted as soon as what is offered is what was meant. The heap is
 * looked at after so many keys each time, or never.
 */
export async function simulateDay(keys: number, lookEvery = Infinity): Promise<Day> {
  const time = new VirtualTime(Date.UTC(2026, 0, 5, 9));
  let number = 0;
  const model = new MemoryModel(time, latencyMs, (prefix) => answerFor(number, prefix));
  const engine = createSubject({ clock: time, provider: model, baseUrl: 'http://127.0.0.1' });
  const texts = Array.from({ length: documents }, () => new Writing());
  const levels: Level[] = [];
  const costs: number[] = [];
  let shown = 0;
  let accepted = 0;
  let pressed = 0;
  for (; pressed < keys; number += 1) {
    const index = Math.floor(number / linesInARow) % documents;
    const text = texts[index] ?? new Writing();
    const whole = statement(number);
    while (text.line !== whole && pressed < keys) {
      text.line = whole.slice(0, text.line.length + 1);
      pressed += 1;
      if (pressed % lookEvery === 0) levels.push({ keys: pressed, bytes: heapInUse() });
      const controller = new AbortController();
      let offer: ShownSuggestion | undefined;
      const cursor = text.cursor(index);
      const from = performance.now();
      engine.typed(cursor);
      const asked = engine.suggest(queryAt(`file:///day/${index}.ts`, cursor), controller.signal);
      void asked.then((suggestion) => (offer = suggestion));
      await time.runUntil(time.now() + (text.line === whole ? rest.line : rest.key));
      costs.push(performance.now() - from);
      if (offer !== undefined) shown += 1;
      if (number % 2 === 0 && offer !== undefined && text.line + offer.text === whole) {
        accepted += 1;
        engine.accepted(`file:///day/${index}.ts`, offer.id);
        text.line = whole;
      }
      controller.abort(abortReason);
    }
    text.breakLine();
  }
  return { costs, levels, requests: model.requests, shown, accepted };
}

/** Lines in the middle of a file, of which the last is being written. */
class Writing {
  line = '';
  private before = fileOf(300);
  private readonly behind = fileOf(100);

  breakLine(): void {
    this.before = `${this.before}  ${this.line}\n`.slice(-2 * prefixBudgetChars);
    this.line = '';
  }

  cursor(index: number): CursorContext {
    return {
      prefix: `${this.before}  ${this.line}`,
      suffix: `\n${this.behind}`,
      path: `day/${index}.ts`,
      languageId: 'typescript',
    };
  }
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapInUse(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
