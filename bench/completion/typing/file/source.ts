import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pairsOf } from './pairs';
import { type Token, tokensOf } from './tokens';

/** A file that is written in the simulation: how it looks in the end, and what is known of it. */
export interface Source {
  /** Key of its random numbers. */
  readonly index: number;
  readonly path: string;
  readonly languageId: string;
  readonly origin: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Offset of each opening bracket or quote to the offset of the one that closes it. */
  readonly pairs: ReadonlyMap<number, number>;
}

interface Entry {
  readonly path: string;
  readonly languageId: string;
  readonly origin: string;
}

/** Pinned in package-lock.json, or written for this benchmark and fixed. */
const corpus: readonly Entry[] = [
  {
    path: 'node_modules/@anthropic-ai/sdk/src/core/streaming.ts',
    languageId: 'typescript',
    origin: '@anthropic-ai/sdk',
  },
  { path: 'node_modules/ai/src/ui/http-chat-transport.ts', languageId: 'typescript', origin: 'ai' },
  { path: 'node_modules/mocha/lib/runnable.js', languageId: 'javascript', origin: 'mocha' },
  { path: 'node_modules/mocha/mocha.css', languageId: 'css', origin: 'mocha' },
  { path: 'node_modules/flatted/python/flatted.py', languageId: 'python', origin: 'flatted' },
  { path: 'node_modules/flatted/golang/pkg/flatted/flatted.go', languageId: 'go', origin: 'flatted' },
  { path: 'bench/completion/typing/corpus/ledger.py', languageId: 'python', origin: 'written for this benchmark' },
  { path: 'bench/completion/typing/corpus/interval_map.rs', languageId: 'rust', origin: 'written for this benchmark' },
];

/** Every file, read once. */
export function readSources(): readonly Source[] {
  return corpus.map(({ path, languageId, origin }, index) => {
    const text = readFileSync(join(process.cwd(), path), 'utf8').replaceAll('\r\n', '\n').trimEnd() + '\n';
    const tokens = tokensOf(text, languageId);
    return { index, path, languageId, origin: originOf(origin), text, tokens, pairs: pairsOf(text, tokens) };
  });
}

function originOf(origin: string): string {
  if (origin.includes(' ')) return origin;
  const manifest = JSON.parse(readFileSync(join('node_modules', origin, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
  };
  return `${origin} ${manifest.version}, ${manifest.license}`;
}
