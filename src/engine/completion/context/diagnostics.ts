import type { Allowed, ReleasedText } from '../../privacy/release';

/** What the editor complains of. */
export interface Diagnostic {
  /** From 0. */
  readonly line: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface Diagnostics {
  /** Errors and warnings of a document. */
  of(document: string): readonly Diagnostic[];
}

const linesAround = 15;
const capacity = 4;
const longestMessage = 200;

/** The problems nearest to a line, one line each, in the order of the file. */
export function diagnosticsNear(
  problems: readonly Diagnostic[],
  line: number,
  release: Allowed['release'],
): readonly ReleasedText[] {
  const distance = (problem: Diagnostic): number => Math.abs(problem.line - line);
  const weight = (problem: Diagnostic): number => distance(problem) + (problem.severity === 'error' ? 0 : linesAround);
  return problems
    .filter((problem) => distance(problem) <= linesAround)
    .sort((a, b) => weight(a) - weight(b))
    .slice(0, capacity)
    .sort((a, b) => a.line - b.line)
    .map(({ line: at, message }) => release(`line ${at + 1}: ${oneLine(message)}`).text);
}

function oneLine(message: string): string {
  const text = message.replace(/\s+/g, ' ').trim();
  return text.length > longestMessage ? `${text.slice(0, longestMessage - 1)}…` : text;
}
