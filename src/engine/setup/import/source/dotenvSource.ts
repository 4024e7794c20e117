import { fieldsOf, type Parsed } from './parsed';
import { tooLarge } from './sourceProblems';

const assignment = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/;

/** Reads a `.env`: one variable a line, quotes and comments as shells have them, and nothing in a value stands for another. */
export function parseDotenv(text: string): Parsed {
  const large = tooLarge(text);
  if (large) return large;
  return {
    value: fieldsOf(
      text.split(/\r?\n/).flatMap((line) => {
        const [, name = '', value = ''] = assignment.exec(line) ?? [];
        return name === '' ? [] : [[name, unquoted(value)] as const];
      }),
    ),
  };
}

function unquoted(value: string): string {
  const [, , quoted] = /^(["'`])(.*?)\1\s*(?:#.*)?$/.exec(value) ?? [];
  return quoted ?? value.replace(/\s+#.*$/, '').trim();
}
