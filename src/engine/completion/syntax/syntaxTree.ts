import type { Language, Node, Parser } from 'web-tree-sitter';
import type { Log } from '../../model/log';
import { type CursorContext, lineBefore } from '../api/cursorContext';
import { languages } from './languages/languages';
import type { Syntax } from './syntax';

/** Reads a file by its name: `runtime`, or the name of a grammar. Rejects where it cannot. */
export type GrammarLoader = (name: string) => Promise<Uint8Array>;

/** Characters before and after the cursor that are parsed: enough for the constructs around it. */
const windowChars = { before: 1_500, behind: 500 };

/** Syntax by tree-sitter. A grammar must be loaded by `prepare` first. */
export class TreeSyntax implements Syntax {
  private readonly parsers = new Map<string, Parser>();
  /** Each grammar is loaded once, even where that fails. */
  private readonly asked = new Map<string, Promise<void>>();
  private runtime: Promise<typeof import('web-tree-sitter')> | undefined;

  constructor(
    private readonly load: GrammarLoader,
    private readonly log: Log,
  ) {}

  /** Resolves when the language's grammar is loaded, has failed or does not exist. Never rejects. */
  prepare(languageId: string): Promise<void> {
    const name = languages.get(languageId)?.grammar;
    if (name === undefined) return Promise.resolve();
    const asked = this.asked.get(name) ?? this.add(name);
    this.asked.set(name, asked);
    return asked;
  }

  private async add(name: string): Promise<void> {
    try {
      this.runtime ??= this.start();
      const { Language, Parser } = await this.runtime;
      const language: Language = await Language.load(await this.load(name));
      this.parsers.set(name, new Parser().setLanguage(language));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.log.warn(`The grammar ${name} could not be loaded, indentation decides there: ${why}`);
    }
  }

  leavesOpen(cursor: CursorContext, text: string): boolean | undefined {
    const parser = this.parsers.get(languages.get(cursor.languageId)?.grammar ?? '');
    if (!parser) return undefined;
    const before = parsedPrefix(cursor.prefix);
    const document = `${before}${text}${cursor.suffix.slice(0, windowChars.behind)}`;
    const end = before.length + text.length;
    const behind = /\S/.exec(document.slice(end));
    const tree = parser.parse(document);
    if (!tree) return undefined;
    const from = before.length - lineBefore(cursor).length;
    // The smallest node around the end of the text. Where it begins further up, the text leaves nothing open.
    const node = behind && tree.rootNode.descendantForIndex(end - 1, end + behind.index + 1);
    const isOpen = (node?.parent && node.startIndex >= from) || hasFault(tree.rootNode, from, end);
    tree.delete();
    return isOpen;
  }

  /** Whether a whole text has no error; undefined in a language that is not supported. Never rejects. */
  async isValid(text: string, languageId: string): Promise<boolean | undefined> {
    await this.prepare(languageId);
    const tree = this.parsers.get(languages.get(languageId)?.grammar ?? '')?.parse(text);
    if (!tree) return undefined;
    const { hasError } = tree.rootNode;
    tree.delete();
    return !hasError;
  }

  private async start(): Promise<typeof import('web-tree-sitter')> {
    const treeSitter = await import('web-tree-sitter');
    await treeSitter.Parser.init({ wasmBinary: await this.load('runtime') });
    return treeSitter;
  }
}

function parsedPrefix(prefix: string): string {
  if (prefix.length <= windowChars.before) return prefix;
  const cut = prefix.slice(-windowChars.before);
  return cut.slice(cut.indexOf('\n') + 1);
}

/** Whether a construct that begins in the range is incomplete. */
function hasFault(node: Node, from: number, end: number): boolean {
  if (!node.hasError || node.endIndex < from || node.startIndex >= end) return false;
  if (node.startIndex >= from) return true;
  return node.children.some((child) => hasFault(child, from, end));
}
