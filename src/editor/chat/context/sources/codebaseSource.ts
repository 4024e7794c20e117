import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  type CodebaseSize,
  type Gathered,
  linesOf,
  type MentionItem,
  rankChunks,
  rankFiles,
  type SearchedFile,
  searchWords,
  type WordCounts,
} from '../../../../engine/chat';
import type { Log } from '../../../../engine/model';
import type { ContextSource, Found } from '../contextSource';
import { type FileOutcome, type FileReader, gatheredFrom } from '../files/fileReader';
import type { WorkspaceFiles } from '../files/workspaceFiles';
import { countWords } from '../search/countWords';

/** Files whose text is read. */
const maxRead = 60;
/** Pieces that are sent at most. */
const maxChunks = 30;

/** Pieces of the workspace's files that hold the words of the prompt. */
export class CodebaseSource implements ContextSource {
  constructor(
    private readonly files: WorkspaceFiles,
    private readonly reader: FileReader,
    private readonly log: Log,
  ) {}

  root(): MentionItem {
    const detail = l10n.t('Searches all files for the words of your prompt');
    return { id: 'codebase:', kind: 'codebase', label: l10n.t('Codebase'), detail };
  }

  find(): Promise<Found> {
    return Promise.resolve({ items: [this.root()] });
  }

  async gather(_id: string, prompt: string, signal: AbortSignal): Promise<Gathered> {
    const words = searchWords(prompt);
    if (words.length === 0) {
      return {
        pieces: [],
        keptBack: [],
        note: l10n.t('It is searched for the words of your prompt when you send it.'),
      };
    }
    const { files } = await this.files.index();
    const uris = new Map(files.paths.map(({ uri, path }) => [path, uri]));
    const { counts, isCut } = await countWords(files.paths, words, signal, this.log);
    const size = sizeOf(counts, files.paths.length);
    const named = [...uris.keys()].filter((path) => !counts.has(path)).map((path) => ({ path, counts: noCounts }));
    const ranked = rankFiles([...counts.values(), ...named], words, size, maxRead);
    const outcomes = new Map<string, FileOutcome>();
    for (const path of ranked) {
      const uri = uris.get(path);
      if (uri === undefined || signal.aborted) continue;
      outcomes.set(path, await this.reader.read(vscode.Uri.parse(uri, true), 'context', 'codebase'));
    }
    const note = isCut ? l10n.t('Found by words, not by meaning; not all files were searched.') : byWords();
    // What may not be sent and merely might have been found says nothing to the user.
    return { ...gatheredFrom(chunksOf(outcomes, words, size)), note };
  }
}

const noCounts: ReadonlyMap<string, number> = new Map();
const byWords = (): string => l10n.t('Found by words, not by meaning.');

function sizeOf(counts: ReadonlyMap<string, WordCounts>, files: number): CodebaseSize {
  const filesWith = new Map<string, number>();
  for (const { counts: each } of counts.values())
    for (const word of each.keys()) filesWith.set(word, (filesWith.get(word) ?? 0) + 1);
  return { files, filesWith };
}

function chunksOf(
  outcomes: ReadonlyMap<string, FileOutcome>,
  words: readonly string[],
  size: CodebaseSize,
): readonly FileOutcome[] {
  const texts = [...outcomes].flatMap(([path, outcome]): readonly SearchedFile[] =>
    outcome.type === 'text' ? [{ path, text: outcome.piece.attachment.text }] : [],
  );
  return rankChunks(texts, words, size, maxChunks).flatMap(({ path, first, last }) => {
    const outcome = outcomes.get(path);
    return outcome?.type === 'text'
      ? [{ type: 'text', piece: { attachment: linesOf(outcome.piece.attachment, { first, last }) } }]
      : [];
  });
}
