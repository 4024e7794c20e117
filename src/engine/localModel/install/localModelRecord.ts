import { readFile } from 'node:fs/promises';
import { privateFile } from './privateFile';
import { recordFile } from './recordFile';

/** The model that is set up on this machine. There is one. */
export interface LocalModelRecord {
  /** The model's name in the chain. */
  readonly name: string;
  /** Path of its weights. */
  readonly weights: string;
  readonly weightsBytes: number;
  readonly licence: string;
  /** Tokens of its context, input and output together. */
  readonly contextTokens: number;
  /** Bytes of that context in memory. */
  readonly contextBytes: number;
  /** It was fetched by Everpair, which may delete it. */
  readonly isOurs: boolean;
  /** Path of llama.cpp's server. */
  readonly server: string;
  readonly serverVersion: string;
}

/** Undefined where no model is set up, or where the file cannot be read. */
export async function readRecord(folder: string): Promise<LocalModelRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(recordFile(folder), 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export async function writeRecord(folder: string, record: LocalModelRecord): Promise<void> {
  await privateFile(recordFile(folder), JSON.stringify(record, undefined, 2));
}

function isRecord(value: unknown): value is LocalModelRecord {
  const entry = (value ?? {}) as Readonly<Record<string, unknown>>;
  const texts = ['name', 'weights', 'licence', 'server', 'serverVersion'];
  const numbers = ['weightsBytes', 'contextTokens', 'contextBytes'];
  return (
    texts.every((key) => typeof entry[key] === 'string' && entry[key] !== '') &&
    numbers.every((key) => typeof entry[key] === 'number') &&
    typeof entry['isOurs'] === 'boolean'
  );
}
