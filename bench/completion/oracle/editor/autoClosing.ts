import { type LanguageConfiguration, languageConfigurations } from './languageConfigurations';

/** How the editor takes a piece of text: only in code are all pairs closed. */
export type TokenType = 'other' | 'comment' | 'string';

/** What stands at an offset of a line, and in which language, where one is within another. */
export type LineType = (offset: number) => { readonly type: TokenType; readonly languageId: string };

/** Reads a line in its place in the document. */
export type ReadLine = (line: string) => LineType;

/** A closing text that the editor wrote by itself and that stands behind the cursor. */
export interface Pending {
  readonly close: string;
  /** Columns of the opening text's end: where the cursor stood when it was written. */
  readonly openedAt: number;
}

/** `editor.wordSeparators`. */
const separators = '`~!@#$%^&*()-=+[{]}\\|;:\'",.<>/?';

/**
 * A line while it is typed into VS Code from its beginning, with what the editor closes by itself behind the cursor: the
 * rules of cursorTypeEditOperations.ts.
 */
export class TypedLine {
  text = '';
  private readonly standing: Pending[] = [];

  constructor(private readonly read: ReadLine) {}

  /** What the editor has closed and nobody has typed over yet, the nearest first. */
  get pending(): readonly Pending[] {
    return [...this.standing].reverse();
  }

  get behind(): string {
    return this.pending.map(({ close }) => close).join('');
  }

  type(text: string): void {
    for (const character of text) this.press(character);
  }

  private press(character: string): void {
    if (this.typesOver(character)) {
      this.text += character;
      this.standing.pop();
      return;
    }
    const close = this.closeFor(character);
    this.text += character;
    if (close !== undefined && close !== '') this.standing.push({ close, openedAt: this.text.length });
  }

  private typesOver(character: string): boolean {
    if (this.standing.at(-1)?.close !== character) return false;
    return !(isQuote(character) && this.text.endsWith('\\'));
  }

  private closeFor(character: string): string | undefined {
    const { languageId } = this.read(this.text + this.behind)(this.text.length);
    const configuration = languageConfigurations[languageId];
    const pair = configuration && this.pairFor(character, configuration);
    if (!pair) return undefined;
    const [open, close, notIn = ''] = pair;
    const inner = innerPair(pair, configuration);
    // Only closing text stands behind: any of it may follow, but no quote that would open a string may stand before another.
    if (isQuote(character) && isQuote(this.behind.charAt(0))) return undefined;
    if (open.length === 1 && /['"]/.test(open) && isWordCharacter(this.text.at(-1) ?? '')) return undefined;
    const forbidden = (type: TokenType): boolean =>
      (type === 'string' && notIn.includes('s')) || (type === 'comment' && notIn.includes('c'));
    // Both are asked where the last character of the opening text is put, whatever it begins with.
    const start = this.text.length;
    const line = this.text + this.behind;
    if (start > 0 && forbidden(this.read(line)(start - 1).type)) return undefined;
    const neutral = Array.from('abcdefghijklmnopqrstuvwxyz').find((each) => !(open + close).includes(each)) ?? 'a';
    const asked = line.slice(0, start) + neutral + line.slice(start);
    if (forbidden(this.read(asked)(start).type)) return undefined;
    // `/*` has closed itself before it became `/**`.
    return inner && this.behind.startsWith(inner[1]) ? close.slice(0, close.length - inner[1].length) : close;
  }

  /** The longest opening text that ends with the key. */
  private pairFor(
    character: string,
    { pairs }: LanguageConfiguration,
  ): LanguageConfiguration['pairs'][number] | undefined {
    const typed = this.text + character;
    const found = pairs.filter(([open]) => open.endsWith(character) && typed.endsWith(open));
    return found.sort(([a], [b]) => b.length - a.length)[0];
  }
}

/** A pair that begins and ends another: that of `/*` in that of `/**`. */
function innerPair(
  [open, close]: LanguageConfiguration['pairs'][number],
  { pairs }: LanguageConfiguration,
): LanguageConfiguration['pairs'][number] | undefined {
  if (open.length < 2) return undefined;
  const inner = pairs.filter(([other, end]) => other !== open && open.includes(other) && close.endsWith(end));
  return inner.sort(([, a], [, b]) => b.length - a.length)[0];
}

function isQuote(text: string): boolean {
  return text === '"' || text === "'" || text === '`';
}

function isWordCharacter(character: string): boolean {
  return character !== '' && !/\s/.test(character) && !separators.includes(character);
}
