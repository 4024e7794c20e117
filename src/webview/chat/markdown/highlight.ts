import hljs from 'highlight.js/lib/common';
import { h } from '../dom';

/** Longer code is shown plain: highlighting it would hold up the page. */
const longestHighlighted = 100_000;

/** Builds nodes where the library would build a string of markup. */
class NodeEmitter {
  readonly root = h('span');
  private readonly open: HTMLElement[] = [this.root];

  addText(text: string): void {
    if (text !== '') this.top.append(text);
  }

  openNode(scope: string): void {
    const [name = '', ...rest] = scope.split('.');
    this.push(
      h('span', { class: [`hljs-${name}`, ...rest.map((part, depth) => part + '_'.repeat(depth + 1))].join(' ') }),
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

/** The code as nodes with highlight.js classes; plain text when the language is not known or the code is very long. */
export function highlighted(code: string, language: string): readonly Node[] {
  if (code.length > longestHighlighted || !highlighter.getLanguage(language)) return [document.createTextNode(code)];
  const result = highlighter.highlight(code, { language, ignoreIllegals: true });
  return [...(result._emitter as unknown as NodeEmitter).root.childNodes];
}

/** A language's name for people: "TypeScript" for `ts`; what was written where it is not known. */
export function languageName(language: string): string {
  return highlighter.getLanguage(language)?.name?.split(',')[0] ?? language;
}
