import hljs from 'highlight.js/lib/common';
import { hiddenRuns } from '../../../../engine/model';
import { h } from '../../../shared/dom';
import { appendText } from './hiddenMark';
import { maxMarks, pieceChars } from '../budget/limits';

/** A comment or string that is open at the end of a piece passes so many of its characters on to the next piece. */
const maxCarryChars = 100;

/** Coloured pieces in the cache: a block that is redrawn while it grows takes its colours from there. */
const maxCachedPieces = 60;

/** Builds nodes where the library would build a string of markup. */
class NodeEmitter {
  readonly root = h('span');
  /** First line of the span that is open at the end. */
  carry = '';
  private readonly open: HTMLElement[] = [this.root];

  addText(text: string): void {
    if (text !== '') appendText(this.top, text);
  }

  openNode(scope: string): void {
    const [name = '', ...rest] = scope.split('.');
    this.push(
      h('span', {
        class: [`hljs-${name}`, ...rest.map((part, depth) => part + '_'.repeat(depth + 1))].join(' '),
      }),
    );
  }

  startScope(scope: string): void {
    this.openNode(scope);
  }

  closeNode(): void {
    if (this.open.length > 1) this.open.pop();
  }

  endScope(): void {
    this.closeNode();
  }

  __addSublanguage(emitter: NodeEmitter): void {
    this.top.append(...emitter.root.childNodes);
  }

  closeAllNodes(): void {
    const [, outermost] = this.open;
    if (outermost) this.carry = outermost.textContent.split('\n', 1)[0]?.slice(0, maxCarryChars) ?? '';
    this.open.length = 1;
  }

  finalize(): void {
    this.closeAllNodes();
  }

  toHTML(): string {
    return '';
  }

  private get top(): HTMLElement {
    return this.open.at(-1) ?? this.root;
  }

  private push(element: HTMLElement): void {
    this.top.append(element);
    this.open.push(element);
  }
}

const highlighter = hljs.newInstance();
for (const name of hljs.listLanguages()) {
  const language = hljs.getLanguage(name)?.rawDefinition;
  if (language) highlighter.registerLanguage(name, () => language());
}
highlighter.configure({ __emitter: NodeEmitter });

export interface Highlighted {
  readonly nodes: readonly Node[];
  /** Goes with the next piece of the same code. */
  readonly carry: string;
}

const pieceCache = new Map<string, Highlighted>();

/**
 * A piece of code as nodes with highlight.js classes; plain text when the language is not known or the piece is longer
 * than is coloured at once. `carry`: from the piece before it.
 */
export function highlightedPiece(code: string, language: string, carry = ''): Highlighted {
  if (code.length > pieceChars || !highlighter.getLanguage(language) || hiddenRuns(code).length > maxMarks) {
    const plain = h('span');
    appendText(plain, code);
    return { nodes: [...plain.childNodes], carry: '' };
  }
  const key = [language, carry, code].join('\0');
  const found = pieceCache.get(key);
  if (found) return { ...found, nodes: found.nodes.map((node) => node.cloneNode(true)) };
  const lead = carry === '' ? '' : `${carry}\n`;
  const result = highlighter.highlight(lead + code, {
    language,
    ignoreIllegals: true,
  });
  const emitter = result._emitter as unknown as NodeEmitter;
  dropStart(emitter.root, lead.length);
  const piece = { nodes: [...emitter.root.childNodes], carry: emitter.carry };
  pieceCache.set(key, {
    ...piece,
    nodes: piece.nodes.map((node) => node.cloneNode(true)),
  });
  for (const oldest of pieceCache.keys()) if (pieceCache.size > maxCachedPieces) pieceCache.delete(oldest);
  return piece;
}

export function highlighted(code: string, language: string): readonly Node[] {
  return highlightedPiece(code, language).nodes;
}

/** A language's name for people: "TypeScript" for `ts`; what was written where it is not known. */
export function languageName(language: string): string {
  return highlighter.getLanguage(language)?.name?.split(',')[0] ?? language;
}

export function isKnownLanguage(language: string): boolean {
  return highlighter.getLanguage(language) !== undefined;
}

/** Takes away the first characters of the text under a node. */
function dropStart(node: Node, length: number): void {
  let rest = length;
  while (rest > 0 && node.firstChild) {
    const first = node.firstChild;
    const size = first.textContent?.length ?? 0;
    if (size > rest && first.firstChild) dropStart(first, rest);
    else if (size > rest) first.textContent = (first.textContent ?? '').slice(rest);
    else first.remove();
    rest -= Math.min(size, rest);
  }
}
