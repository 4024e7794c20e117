import type {
  ContextDocument,
  LineChange,
  DocumentAccess,
} from '../../../../../src/engine/completion/context/documents';
import { clearance } from '../../privacy/released';

export interface FakeDocument extends ContextDocument {
  /** All reads so far, in lines. */
  readonly linesRead: number;
  /** Replaces lines and reports the change. */
  replace(first: number, removed: number, ...lines: readonly string[]): LineChange;
}

export interface DocumentOptions {
  readonly path?: string;
  readonly languageId?: string;
}

export function document(id: string, text: string, options: DocumentOptions = {}): FakeDocument {
  const lines = text.split('\n');
  let version = 1;
  let linesRead = 0;
  return {
    id,
    path: options.path ?? `src/${id}`,
    languageId: options.languageId ?? 'typescript',
    get version() {
      return version;
    },
    get lineCount() {
      return lines.length;
    },
    get linesRead() {
      return linesRead;
    },
    release: clearance.release,
    text: (first, end) => {
      const read = lines.slice(Math.max(0, first), Math.max(0, end));
      linesRead += read.length;
      return read.join('\n');
    },
    replace: (first, removed, ...added) => {
      lines.splice(first, removed, ...added);
      version += 1;
      return { document: id, first, removed, added: added.length };
    },
  };
}

export interface FakeEditor extends Omit<DocumentAccess, 'find'> {
  find(id: string, forDocument?: string): FakeDocument | undefined;
  readonly open: FakeDocument[];
}

/** An editor with these open documents, in the order of their last visits. */
export function editorWith(...open: FakeDocument[]): FakeEditor {
  return {
    open,
    find: (id: string) => open.find((each) => each.id === id),
    recent: () => open.map(({ id }) => id),
    keptBack: () => [],
  };
}

/** Plausible lines of code about a word, all different. */
export function codeAbout(word: string, lines: number): string {
  return Array.from({ length: lines }, (_, index) =>
    index % 6 === 5 ? '' : `${index % 6 === 0 ? '' : '  '}const ${word}${index % 7} = new${word}(${index});`,
  ).join('\n');
}
