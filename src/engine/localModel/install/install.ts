import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { unpack } from '../archive/unpack';
import type { Artifact, RuntimeBuild } from '../catalogue/artifact';
import { Download, type DownloadDeps } from '../download/download';
import { PartFile } from '../download/partFile';
import { takeLock } from '../download/windowLock';
import { readGgufHeader } from '../gguf/ggufHeader';
import { LocalModelProblem } from '../localModelProblem';
import { shownBytes } from '../shownBytes';
import { type LocalModelRecord, writeRecord } from './localModelRecord';
import { freeDiskBytes } from './machine';

/** The weights that are wanted: to be fetched, or there already. */
export type WantedWeights =
  | { readonly type: 'listed'; readonly name: string; readonly artifact: Artifact }
  | {
      readonly type: 'address';
      readonly url: string;
      readonly file: string;
      /** As the host says, undefined where it does not. */
      readonly bytes: number | undefined;
      /** As the user knows it. */
      readonly sha256?: string;
    }
  | { readonly type: 'file'; readonly file: string };

export interface InstallOrder {
  readonly runtime: RuntimeBuild;
  readonly weights: WantedWeights;
  /** Where weights are kept. */
  readonly folder: string;
}

export interface InstallProgress {
  readonly phase: 'runtime' | 'weights' | 'check';
  readonly bytes: number;
  readonly totalBytes: number | undefined;
}

export interface InstallDeps extends DownloadDeps {
  /** The extension's own folder on this machine. */
  readonly storage: string;
}

/** Tokens of the context: enough for what a completion or a short chat sends, in little memory. */
const mostContextTokens = 8_192;

/** An unpacked runtime is so many times as large as its archive. */
const unpackedFactor = 4;

type OnProgress = (progress: InstallProgress) => void;

/**
 * Fetches what is lacking, checks everything, and notes the model as the one that is set up. Rejects with
 * `LocalModelProblem`, or with the signal's reason; what was fetched by then stays.
 */
export async function install(
  order: InstallOrder,
  deps: InstallDeps,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<LocalModelRecord> {
  const lock = await takeLock(path.join(deps.storage, 'install.lock'));
  if (!lock) throw new LocalModelProblem('busy');
  try {
    await checkDisk(order, deps);
    const server = await runtimeServer(order.runtime, deps, signal, onProgress);
    const weights = await weightsFile(order, deps, signal, onProgress);
    const header = await readGgufHeader(weights);
    const contextTokens =
      header.contextTokens > 0 ? Math.min(header.contextTokens, mostContextTokens) : mostContextTokens;
    const record: LocalModelRecord = {
      name: nameOf(order.weights, weights),
      weights,
      weightsBytes: (await stat(weights)).size,
      licence: order.weights.type === 'listed' ? order.weights.artifact.licence : (header.licence ?? '?'),
      contextTokens,
      contextBytes: contextTokens * header.bytesPerToken,
      isOurs: order.weights.type !== 'file',
      server,
      serverVersion: order.runtime.version,
    };
    await writeRecord(deps.storage, record);
    return record;
  } finally {
    await lock.release();
  }
}

function nameOf(weights: WantedWeights, file: string): string {
  return weights.type === 'listed' ? weights.name : path.basename(file).replace(/\.gguf$/i, '');
}

async function checkDisk({ runtime, weights, folder }: InstallOrder, { storage }: InstallDeps): Promise<void> {
  const runtimeBytes =
    (await serverIn(runtimeFolder(runtime, storage))) === undefined ? runtime.bytes * (1 + unpackedFactor) : 0;
  const weightsBytes =
    weights.type === 'listed' ? weights.artifact.bytes : weights.type === 'address' ? (weights.bytes ?? 0) : 0;
  const file = weights.type === 'file' ? undefined : weightsPath(folder, weights);
  const here = file === undefined ? 0 : Math.max(await sizeOf(file), await sizeOf(`${file}.part`));
  await demand(storage, runtimeBytes);
  await demand(folder, Math.max(0, weightsBytes - here));
}

async function demand(folder: string, bytes: number): Promise<void> {
  const free = await freeDiskBytes(folder);
  if (bytes > 0 && free !== undefined && free < bytes)
    throw new LocalModelProblem('disk-full', folder, shownBytes(bytes));
}

/** The server of the release, fetched and unpacked where it is not there yet. */
async function runtimeServer(
  runtime: RuntimeBuild,
  deps: InstallDeps,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<string> {
  const folder = runtimeFolder(runtime, deps.storage);
  const there = await serverIn(folder);
  if (there !== undefined) return there;
  const archive = path.join(deps.storage, 'runtime', runtime.file);
  await fetchFile(runtime, archive, deps, signal, (bytes) =>
    onProgress({ phase: 'runtime', bytes, totalBytes: runtime.bytes }),
  );
  signal.throwIfAborted();
  await unpack(archive, folder);
  await rm(archive, { force: true });
  const server = await serverIn(folder);
  if (server === undefined) throw new LocalModelProblem('wrong-archive', runtime.file, 'llama-server');
  return server;
}

/** One for each archive: another mirror may have another of the same release. */
function runtimeFolder({ file, sha256 }: RuntimeBuild, storage: string): string {
  return path.join(storage, 'runtime', `${file.replace(/\.(?:tar\.gz|zip)$/, '')}-${sha256.slice(0, 8)}`);
}

/** Path of llama.cpp's server in an unpacked archive, which may have a folder around all. */
async function serverIn(folder: string, depth = 2): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'llama-server.exe' : 'llama-server';
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some((entry) => entry.name === name && entry.isFile())) return path.join(folder, name);
  for (const entry of depth > 0 ? entries : []) {
    const found = entry.isDirectory() ? await serverIn(path.join(folder, entry.name), depth - 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

async function weightsFile(
  { weights, folder }: InstallOrder,
  deps: InstallDeps,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<string> {
  if (weights.type === 'file') return weights.file;
  const file = weightsPath(folder, weights);
  const artifact = weights.type === 'listed' ? weights.artifact : weights;
  const report = (phase: InstallProgress['phase'], bytes: number, totalBytes: number | undefined): void =>
    onProgress({ phase, bytes, totalBytes });
  if (await isThere(file, artifact, signal, (bytes) => report('check', bytes, artifact.bytes))) return file;
  await fetchFile(artifact, file, deps, signal, (bytes, totalBytes) => report('weights', bytes, totalBytes));
  return file;
}

function weightsPath(folder: string, weights: Exclude<WantedWeights, { type: 'file' }>): string {
  return path.join(folder, weights.type === 'listed' ? weights.artifact.file : weights.file);
}

interface Wanted {
  readonly url: string;
  readonly file: string;
  readonly bytes: number | undefined;
  readonly sha256?: string;
}

/** Whether the file is there as it has to be. Without a hash nothing can be told of a file that is there. */
async function isThere(
  file: string,
  { bytes, sha256 }: Wanted,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<boolean> {
  if (sha256 === undefined || bytes === undefined || (await sizeOf(file)) !== bytes) return false;
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024, signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    onProgress((read += chunk.length));
  }
  return hash.digest('hex') === sha256;
}

async function fetchFile(
  { url, file: name, bytes, sha256 }: Wanted,
  file: string,
  deps: DownloadDeps,
  signal: AbortSignal,
  onProgress: (bytes: number, totalBytes: number | undefined) => void,
): Promise<void> {
  const target = { url, name, ...(bytes === undefined ? {} : { bytes }), ...(sha256 === undefined ? {} : { sha256 }) };
  await new Download(target, new PartFile(file), deps).run(signal, (progress) =>
    onProgress(progress.bytes, progress.totalBytes),
  );
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
