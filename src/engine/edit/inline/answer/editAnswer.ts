import { codeBlocksOf } from '../../apply/blocks/codeBlocks';
import type { FinishReason } from '../../../model/stream/stream';
import type { AnswerForm } from '../request/editRequest';
import type { EditSource } from '../request/editSource';
import { fileLines } from '../../apply/lines/fileLines';
import { withIndentation } from './indentation';
import { regionText } from './regionText';
import { withSecrets } from './secretLines';

/** What an answer says of the region. */
export type EditAnswer =
  /** Lines without ends. */
  | { readonly type: 'lines'; readonly lines: readonly string[] }
  /** It has not the form that was asked for. */
  | { readonly type: 'wrong-shape' }
  /** The output limit of the model was reached. */
  | { readonly type: 'cut-off' }
  /** A line with a masked secret was changed. */
  | { readonly type: 'secret-changed' };

/** Reads a whole answer. What a model adds around the region is taken off only where it is certain what it is. */
export function editAnswer(answer: string, reason: FinishReason, form: AnswerForm, source: EditSource): EditAnswer {
  const found = regionText(answer, form.mark);
  const isWhole = found?.isClosed === true;
  if (!isWhole && reason === 'length') return { type: 'cut-off' };
  const written = isWhole ? found.lines : onlyBlock(answer);
  if (!written) return { type: 'wrong-shape' };
  const plain = withoutContext(withoutFence(written, form.seen), form);
  const whole = withSecrets(plain, form.region, form.seen);
  if (!whole) return { type: 'secret-changed' };
  const { indentation } = source;
  return {
    type: 'lines',
    lines: withIndentation(whole, form.region, { lines: fileLines(source.text).lines, indentation }),
  };
}

/** The one code block of an answer without marks. */
function onlyBlock(answer: string): readonly string[] | undefined {
  if (/<\/?region(-\d+)?>/.test(answer)) return undefined;
  const [block, ...others] = codeBlocksOf(answer);
  if (!block?.isClosed || others.length > 0) return undefined;
  return fileLines(block.text).lines;
}

const fence = /^\s*(`{3,}|~{3,})[\w+#.-]*\s*$/;

/** Without a code fence around all of it, unless there was one before. */
function withoutFence(lines: readonly string[], seen: readonly string[]): readonly string[] {
  const marks = fence.exec(lines[0] ?? '')?.[1];
  const last = lines.at(-1)?.trim();
  if (marks === undefined || lines.length < 2 || last !== marks || fence.test(seen[0] ?? '')) return lines;
  const inner = lines.slice(1, -1);
  return inner.some((line) => line.trimStart().startsWith(marks)) ? lines : inner;
}

/** Without all that was shown above and below, where a model repeats both. */
function withoutContext(lines: readonly string[], { above, below }: AnswerForm): readonly string[] {
  const around = above.length + below.length;
  if (above.length === 0 || below.length === 0 || around < 3 || lines.length < around) return lines;
  const isRepeated =
    above.every((line, index) => lines[index] === line) &&
    below.every((line, index) => lines[lines.length - below.length + index] === line);
  return isRepeated ? lines.slice(above.length, lines.length - below.length) : lines;
}
