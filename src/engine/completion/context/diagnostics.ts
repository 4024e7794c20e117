import type { Allowed, ReleasedText } from '../../privacy/release';

/** An error or a warning of the editor. */
export interface Diagnostic {
  /** Counted from 0. */
  readonly line: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface Diagnostics {
  /** Errors and warnings of a document. */
  of(document: string): readonly Diagnostic[];
}

const linesAround = 15;
const maxDiagnostics = 4;
const maxMessageChars = 200;

/** The diagnostics nearest to a line, one line each, in the order of the file. */
export function diagnosticsNear(
  diagnostics: readonly Diagnostic[],
  line: number,
  release: Allowed['release'],
): readonly ReleasedText[] {
  const distance = (diagnostic: Diagnostic): number => Math.abs(diagnostic.line - line);
  const weight = (diagnostic: Diagnostic): number =>
    distance(diagnostic) + (diagnostic.severity === 'error' ? 0 : linesAround);
  return diagnostics
    .filter((diagnostic) => distance(diagnostic) <= linesAround)
    .sort((a, b) => weight(a) - weight(b))
    .slice(0, maxDiagnostics)
    .sort((a, b) => a.line - b.line)
    .map(({ line: at, message }) => release(`line ${at + 1}: ${oneLine(message)}`).text);
}

function oneLine(message: string): string {
  const text = message.replace(/\s+/g, ' ').trim();
  return text.length > maxMessageChars ? `${text.slice(0, maxMessageChars - 1)}…` : text;
}
