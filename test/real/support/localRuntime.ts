import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { packTar } from 'modern-tar';
import { LocalModel } from '../../../src/engine/localModel/localModel';
import type { LocalModelProblem } from '../../../src/engine/localModel/localModelProblem';
import { type Clock, systemClock } from '../../../src/engine/model/async/clock';
import { silentLog } from '../../../src/engine/model/log';
import { Mirror } from '../../wire/localModel/support/mirror';
import { countingModel, type Pace, templates } from './countingModel';
import { atEndOfTest } from './ending';
import type { LlamaServerBuild } from './llamaServerBuild';

/** An archive as llama.cpp publishes them, whose server starts the build that is there. */
async function runtimeArchive({ command, args, cwd }: LlamaServerBuild): Promise<Buffer> {
  const quoted = [command, ...args, '--chat-template', templates['goes-on']].map(
    (word) => `'${word.replaceAll("'", "'\\''")}'`,
  );
  const script = `#!/bin/sh\ncd '${cwd}'\nexec ${quoted.join(' ')} "$@"\n`;
  const header = { name: 'llama/llama-server', size: Buffer.byteLength(script), mode: 0o755 };
  return gzipSync(await packTar([{ header, body: script }]));
}

/** A mirror that has this machine's llama-server and a model that counts. */
export async function startMirror(build: LlamaServerBuild, model: string): Promise<Mirror> {
  const mirror = await Mirror.start();
  const archive = mirror.put('/llama-test.tar.gz', await runtimeArchive(build));
  const weights = mirror.put('/test.gguf', readFileSync(model));
  mirror.putList({
    runtimes: [{ ...archive, platform: `${process.platform}-${process.arch}`, version: 'test', licence: 'MIT' }],
    models: [{ ...weights, name: 'Test Coder', licence: 'none', chats: true }],
  });
  return mirror;
}

let guard: string | undefined;

/** The guard as the extension has it. */
export function guardBundle(): string {
  if (guard !== undefined) return guard;
  const folder = mkdtempSync(path.join(tmpdir(), 'guard-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  guard = path.join(folder, 'guard.js');
  buildSync({ entryPoints: ['src/engine/localModel/server/guard.ts'], bundle: true, platform: 'node', outfile: guard });
  return guard;
}

/** A folder that ends with the test. */
export function storageFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-model-'));
  atEndOfTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Window {
  readonly model: LocalModel;
  readonly problems: LocalModelProblem[];
  readonly lines: string[];
}

/** What one window has of the local model; it ends with the test. */
export function openWindow(storage: string, clock: Clock = systemClock): Window {
  const problems: LocalModelProblem[] = [];
  const lines: string[] = [];
  const note = (line: string): void => void lines.push(line);
  const model = new LocalModel({
    storage,
    guard: guardBundle(),
    fetch,
    clock,
    log: { ...silentLog, info: note, warn: note, error: note },
    onToken: () => undefined,
    onProblem: (problem) => void problems.push(problem),
  });
  atEndOfTest(() => model.dispose());
  return { model, problems, lines };
}

/** Sets the counting model up from a mirror. */
export async function setUp({ model }: Window, build: LlamaServerBuild, pace: Pace): Promise<void> {
  const mirror = await startMirror(build, countingModel(pace));
  const { signal } = new AbortController();
  try {
    const { runtime, models } = await model.offer(mirror.url, signal);
    const [first] = models;
    if (!runtime || !first) throw new Error('The mirror offers nothing.');
    const weights = { type: 'listed', name: first.name, artifact: first } as const;
    await model.install({ runtime, weights, folder: model.usualFolder }, signal, () => undefined);
  } finally {
    await mirror.close();
  }
}
