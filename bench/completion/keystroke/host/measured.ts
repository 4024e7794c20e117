import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type * as vscode from 'vscode';

export interface Cost {
  readonly ms: number;
  /** Absent when the garbage collector ran meanwhile. */
  readonly bytes?: number;
}

/** One key in a file of so many lines: whether the model was asked, memory served it, or nothing was to be offered. */
export interface Key {
  readonly lines: number;
  readonly kind: 'request' | 'memory' | 'nothing';
  readonly ours: Cost;
  readonly wholeFile: Cost;
}

/** What was measured in one file. */
export interface Measured {
  readonly lines: number;
  readonly keys: readonly Key[];
  /** Milliseconds of each turn of the loop that Everpair took between keys. */
  readonly between: readonly number[];
}

/** Nothing else runs in between as long as the work waits for no timer and no socket. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly cost: Cost }> {
  const heap = getHeapStatistics().used_heap_size;
  const from = performance.now();
  const value = await work();
  const ms = performance.now() - from;
  const bytes = getHeapStatistics().used_heap_size - heap;
  return { value, cost: bytes < 0 ? { ms } : { ms, bytes } };
}

/** What the simplest extension does: it takes the file's text and cuts it at the cursor. */
export function readsWholeFile(document: vscode.TextDocument, position: vscode.Position): Promise<number> {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const [prefix, suffix] = [text.slice(0, offset), text.slice(offset)];
  return Promise.resolve(prefix.slice(-6_000).length + suffix.slice(0, 2_000).length);
}
