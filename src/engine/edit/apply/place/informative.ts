/** Whether a line says something by itself, other than `}`, `end` or `else`. */
export function isInformative(line: string): boolean {
  const text = line.trim();
  return (
    /[\p{L}\p{N}]/u.test(text) &&
    !/^\W*(?:end|else|fi|done|esac|try|do|begin|then|return|break|continue|pass)?\W*$/.test(text)
  );
}
