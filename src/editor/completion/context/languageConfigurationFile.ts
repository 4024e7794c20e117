import type { AutoClosingPair, LanguageFacts } from '../../../engine/completion';

/** The parts of a language configuration; each absent where the file does not have it. */
export interface LanguageConfiguration {
  readonly comments?: Pick<LanguageFacts, 'lineComment' | 'blockComment'>;
  readonly brackets?: LanguageFacts['brackets'];
  readonly autoClosingPairs?: readonly AutoClosingPair[];
}

const maxPairs = 300;
const maxMarkChars = 50;

/**
 * Reads the text of a language configuration, in the older and newer forms that VS Code accepts. Invalid parts are left
 * out. Rejects where the whole is no configuration.
 */
export async function readLanguageConfiguration(text: string): Promise<LanguageConfiguration> {
  const { parse } = await import('jsonc-parser');
  const errors: unknown[] = [];
  const whole: unknown = parse(text, errors as [], { allowTrailingComma: true });
  if (!isObject(whole) || errors.length > 0) throw new SyntaxError();
  const { comments, brackets, autoClosingPairs } = whole;
  return {
    ...(isObject(comments) ? { comments: commentsIn(comments) } : {}),
    ...(Array.isArray(brackets) ? { brackets: eachOf(brackets, pairOf) } : {}),
    ...(Array.isArray(autoClosingPairs) ? { autoClosingPairs: eachOf(autoClosingPairs, autoClosingPairOf) } : {}),
  };
}

function commentsIn({ lineComment, blockComment }: Fields): Pick<LanguageFacts, 'lineComment' | 'blockComment'> {
  const line = isObject(lineComment) ? lineComment['comment'] : lineComment;
  const block = pairOf(blockComment);
  return { ...(isMark(line) ? { lineComment: line.trim() } : {}), ...(block ? { blockComment: block } : {}) };
}

function autoClosingPairOf(value: unknown): AutoClosingPair | undefined {
  const { open, close, notIn }: Fields = isObject(value) ? value : {};
  const pair = pairOf(Array.isArray(value) ? value : [open, close]);
  const places: readonly unknown[] = Array.isArray(notIn) ? notIn : [];
  return pair && { open: pair[0], close: pair[1], notIn: places.filter((place) => typeof place === 'string') };
}

function pairOf(value: unknown): readonly [open: string, close: string] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [open, close] = value as readonly unknown[];
  return isMark(open) && isMark(close) ? [open, close] : undefined;
}

/** A space at the end of a mark belongs to the mark, as before the end of a comment. */
function isMark(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= maxMarkChars;
}

function eachOf<T>(values: readonly unknown[], read: (value: unknown) => T | undefined): readonly T[] {
  const all = values.slice(0, maxPairs).map(read);
  return all.filter((each) => each !== undefined);
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
