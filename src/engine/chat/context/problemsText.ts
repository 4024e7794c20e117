/** Something that the editor reports about a line. */
export interface ProblemReport {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** Who reports it, and under which number: "ts 2304". Empty where that is not known. */
  readonly origin: string;
  /** The line; empty where it is not known. */
  readonly code: string;
}

const order = ['error', 'warning', 'information', 'hint'];
/** Characters of a line that are shown. */
const maxLineChars = 300;

/** Problems for a model to read, the worst first, each with its line. */
export function problemsText(reports: readonly ProblemReport[]): string {
  const sorted = [...reports].sort(
    (a, b) =>
      order.indexOf(a.severity) - order.indexOf(b.severity) ||
      a.path.localeCompare(b.path) ||
      a.line - b.line ||
      a.column - b.column,
  );
  return sorted
    .map(({ path, line, column, severity, message, origin, code }) => {
      const from = origin === '' ? '' : ` (${origin})`;
      const said = `${path}:${line}:${column} ${severity}${from}: ${message.replace(/\s*\n\s*/g, ' ')}`;
      const shown = code.trim().slice(0, maxLineChars);
      return shown === '' ? said : `${said}\n    ${shown}`;
    })
    .join('\n');
}
