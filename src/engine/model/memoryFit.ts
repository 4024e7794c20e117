/** Whether a model finds room in memory: with ease, only where something else leaves it, or in no case. */
export type MemoryFit = 'fits' | 'tight' | 'too-large';

export interface MachineMemory {
  readonly totalBytes: number;
  /** What programs could have now without swapping. */
  readonly availableBytes: number;
}

/** The system and the editor need the rest. */
const usableShare = 0.8;
/** What is available changes while a model loads. */
const availableShare = 0.9;

/** Pure. `neededBytes`: see `neededMemory`. */
export function memoryFit(neededBytes: number, { totalBytes, availableBytes }: MachineMemory): MemoryFit {
  if (neededBytes > totalBytes * usableShare) return 'too-large';
  return neededBytes <= availableBytes * availableShare ? 'fits' : 'tight';
}

/** Scratch buffers and the program itself, over the weights and the context. */
const overheadBytes = 300 * 1024 * 1024;

/** Where the model's file does not say how large its context is in memory: that of a dense 7B with 8,000 tokens. */
const usualContextBytes = 450 * 1024 * 1024;

/** Bytes that a model takes in memory while it answers. */
export function neededMemory(weightsBytes: number, contextBytes = usualContextBytes): number {
  return weightsBytes + contextBytes + overheadBytes;
}
