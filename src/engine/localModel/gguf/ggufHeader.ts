import { type FileHandle, open } from 'node:fs/promises';
import { LocalModelProblem } from '../localModelProblem';
import { GgufReader, type GgufValue } from './ggufReader';

/** What the header of a model's file says of it. */
export interface GgufHeader {
  readonly name?: string;
  readonly licence?: string;
  /** Tokens that the model was trained to hold. */
  readonly contextTokens: number;
  /** Bytes in memory of each token of the context, with 16 bits for a number. */
  readonly bytesPerToken: number;
  /** The file has the tokens with which the model was trained to fill in the middle. */
  readonly fillsIn: boolean;
  /** The file says how a chat is put to the model. */
  readonly chats: boolean;
}

const wantedEnds = [
  'general.architecture',
  'general.name',
  'general.license',
  '.context_length',
  '.block_count',
  '.embedding_length',
  '.attention.head_count',
  '.attention.head_count_kv',
  '.attention.key_length',
  'tokenizer.chat_template',
  'tokenizer.ggml.fim_pre_token_id',
  'tokenizer.ggml.prefix_token_id',
];

/** Throws `LocalModelProblem` for a file that is no GGUF, or that ends before its header does. */
export async function readGgufHeader(file: string): Promise<GgufHeader> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    return headerOf(await new GgufReader(handle).entries((key) => wantedEnds.some((end) => key.endsWith(end))));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LocalModelProblem('not-gguf', file, reason);
  } finally {
    await handle?.close();
  }
}

function headerOf(entries: ReadonlyMap<string, GgufValue>): GgufHeader {
  const architecture = textOf(entries.get('general.architecture'));
  if (architecture === undefined) throw new Error('no architecture');
  const of = (end: string): number => countOf(entries.get(`${architecture}.${end}`)) ?? 0;
  const heads = of('attention.head_count') || 1;
  const keyHeads = of('attention.head_count_kv') || heads;
  const keyLength = of('attention.key_length') || of('embedding_length') / heads;
  const name = textOf(entries.get('general.name'));
  const licence = textOf(entries.get('general.license'));
  return {
    ...(name === undefined ? {} : { name }),
    ...(licence === undefined ? {} : { licence }),
    contextTokens: of('context_length'),
    // Keys and values, two bytes each.
    bytesPerToken: 2 * 2 * of('block_count') * keyHeads * keyLength,
    fillsIn: entries.has('tokenizer.ggml.fim_pre_token_id') || entries.has('tokenizer.ggml.prefix_token_id'),
    chats: entries.has('tokenizer.chat_template'),
  };
}

function textOf(value: GgufValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Undefined for a value that counts nothing: the command line and the check of memory take it as it is. */
function countOf(value: GgufValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
