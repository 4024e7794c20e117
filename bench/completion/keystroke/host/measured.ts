import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type * as vscode from 'vscode';

export interface Cost {
  readonly ms: number;
  /** Absent when the garbage collector ran meanwhile. */
  readonly bytes?: number;
}

/** One key: whether the model was asked, memory served it, or nothing was to be offered. */
export interface Key extends Cost {
  /** The same for the same key of lines that differ in their numbers alone. */
  readonly id: string;
  readonly kind: 'request' | 'memory' | 'nothing';
}

/** What was measured in one file. */
export interface Measured {
  readonly lines: number;
  readonly keys: readonly Key[];
  /** Milliseconds of each turn of the loop that Everpair took between keys. */
  readonly between: readonly number[];
  /** What keys cost an extension that reads the whole file. */
  readonly wholeFile: readonly Cost[];
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
