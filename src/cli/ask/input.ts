import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import * as l10n from '@vscode/l10n';
import { errorSummary } from '../../engine/model';
import { maySend, type Release } from '../../engine/privacy';
import { ending, Ended, usageProblem } from '../output/exitCodes';

/** More does not fit into any model. */
const maxBytes = 10_000_000;

/** All of standard input, as text. Throws `Ended` for what is no text or too much, and as the signal says. */
export async function readInput(stdin: Readable, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stop = (): void => void stdin.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stdin) {
      const buffer = Buffer.from(chunk as Uint8Array);
      bytes += buffer.length;
      if (bytes > maxBytes) throw tooLarge(l10n.t('standard input'));
      chunks.push(buffer);
    }
  } catch (error) {
    if (error instanceof Ended || signal.aborted) throw error;
    throw usageProblem(l10n.t('{0} cannot be read: {1}', l10n.t('standard input'), errorSummary(error)));
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
  return textOf(Buffer.concat(chunks), l10n.t('standard input'));
}

/** A file that the user names, as it may be sent. Throws `Ended` for one that cannot be read, is no text, or holds secrets by its name. */
export async function readChosen(folder: string, name: string): Promise<Release> {
  const file = path.resolve(folder, name);
  // A link may hide the name of what it leads to.
  for (const each of [file, await realpath(file).catch(() => file)]) {
    const decision = maySend({ path: each, place: 'workspace' }, 'chosen');
    if (!decision.allowed)
      throw new Ended(
        ending('refused', l10n.t('{0} stays here because of {1}. Nothing was sent.', name, decision.rule)),
      );
  }
  return releaseGiven(textOf(await bytesOf(file, name), name));
}

/** Text that is in no file and that the user gives, with secrets masked. */
export function releaseGiven(text: string): Release {
  const decision = maySend({ path: 'untitled', place: 'untitled' }, 'chosen');
  if (!decision.allowed) throw new Error('Text that the user gives may be sent.');
  return decision.release(text);
}

async function bytesOf(file: string, name: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const found = await handle.stat();
      if (found.isDirectory()) throw usageProblem(l10n.t('{0} is a folder.', name));
      if (found.size > maxBytes) throw tooLarge(name);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Ended) throw error;
    throw usageProblem(l10n.t('{0} cannot be read: {1}', name, errorSummary(error)));
  }
}

function textOf(bytes: Buffer, name: string): string {
  if (bytes.includes(0)) throw usageProblem(l10n.t('{0} is no text.', name));
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function tooLarge(name: string): Ended {
  return usageProblem(l10n.t('{0} is larger than {1} MB.', name, maxBytes / 1_000_000));
}
