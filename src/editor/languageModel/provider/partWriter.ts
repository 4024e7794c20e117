import * as vscode from 'vscode';
import { type Clock, type Json, sleep } from '../../../engine/model';

/** Part of a stream of VS Code's. */
type Part = vscode.LanguageModelResponsePart;

/**
 * Milliseconds between two texts. VS Code 1.139 hands parts on when none came for 30 ms, or when there are 31: a text for each token
 * reached the reader in two or three bursts.
 */
const spacingMs = 40;
/** Until VS Code has surely handed on what it was given: an error that comes sooner takes up to 30 parts away. */
const settleMs = 250;

/** Gives VS Code the parts of one answer so that each is seen when it was written, and none is lost. */
export class PartWriter {
  private waiting = '';
  private timer: unknown;
  private lastMs = -Infinity;
  private hasWritten = false;

  constructor(
    private readonly progress: vscode.Progress<Part>,
    private readonly clock: Clock,
  ) {}

  /** The first text goes at once, others together with what comes soon after them. */
  text(text: string): void {
    this.waiting += text;
    if (this.waiting === '' || this.timer !== undefined) return;
    const waitMs = this.lastMs + spacingMs - this.clock.monotonicMs();
    if (waitMs <= 0) this.flush();
    else this.timer = this.clock.setTimeout(() => this.flush(), waitMs);
  }

  call(id: string, name: string, input: Json): void {
    this.flush();
    this.report(new vscode.LanguageModelToolCallPart(id, name, input as object));
  }

  /** Tokens, for VS Code's own chat: the form is that of its Copilot extension 0.67. */
  usage(tokens: { readonly input: number; readonly output: number; readonly cached: number }): void {
    this.flush();
    const usage = {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      total_tokens: tokens.input + tokens.output,
      prompt_tokens_details: { cached_tokens: tokens.cached },
    };
    this.report(new vscode.LanguageModelDataPart(new TextEncoder().encode(JSON.stringify(usage)), 'usage'));
  }

  /** All text is with VS Code. */
  flush(): void {
    this.stop();
    const text = this.waiting;
    this.waiting = '';
    if (text !== '') this.report(new vscode.LanguageModelTextPart(text));
  }

  /** Gives up the text that waits: nobody reads it any more. */
  stop(): void {
    if (this.timer !== undefined) this.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Resolves when an error may be thrown without taking away what was written. */
  async settled(signal: AbortSignal): Promise<void> {
    this.flush();
    if (this.hasWritten) await sleep(this.clock, settleMs, signal);
  }

  private report(part: Part): void {
    this.hasWritten = true;
    this.lastMs = this.clock.monotonicMs();
    this.progress.report(part);
  }
}
