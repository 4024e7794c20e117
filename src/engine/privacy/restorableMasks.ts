import { createHmac, randomBytes } from 'node:crypto';
import type { ReleasedText } from './release';
import { mask, withoutSecrets } from './secretText';

/** A vendor cannot try passwords out against a placeholder: nobody outside this process has the key. */
const key = randomBytes(32);
const digits = 12;
const beginning = 'MASKED_SECRET_';
const placeholder = new RegExp(`${beginning}[0-9a-f]{${digits}}`, 'g');
/** The end of a text that may become a placeholder with what follows. */
const begun = new RegExp(`(?:${prefixesOf(beginning)}|${beginning}[0-9a-f]{0,${digits - 1}})$`);

/**
 * Masks for secrets in a request, taken away again in its answer: a model that writes a file or runs a command would otherwise
 * write the mask where the secret was. One secret has one placeholder as long as the process lives, so that a conversation stays
 * the same for the vendor's prompt cache.
 */
export class RestorableMasks {
  private readonly secrets = new Map<string, string>();
  private readonly found = new Set<string>();
  /** Of all texts so far, in UTF-16 units. */
  chars = 0;

  /** Kinds of what was masked, each once, as in "an AWS access key". */
  get kinds(): readonly string[] {
    return [...this.found];
  }

  /** The text with a placeholder for each secret. */
  mask(text: string): ReleasedText {
    this.chars += text.length;
    const { text: clean, kinds } = withoutSecrets(text);
    for (const kind of kinds) this.found.add(kind);
    if (clean === text) return text as ReleasedText;
    const written = text.split('\n');
    const lines = clean.split('\n').map((line, index) => this.replaced(written[index] ?? '', line));
    return lines.join('\n') as ReleasedText;
  }

  /** A text of the answer with the secrets in their places. A placeholder that is none of these stays. */
  restore(text: string): string {
    if (this.secrets.size === 0) return text;
    return text.replace(placeholder, (found) => this.secrets.get(found) ?? found);
  }

  /** How much of a text that grows can be restored now: what may be the first half of a placeholder waits. UTF-16 units. */
  restorable(text: string): number {
    return this.secrets.size === 0 ? text.length : (begun.exec(text)?.index ?? text.length);
  }

  /** The line with a placeholder for each of its masks. What lies between two of them stands in both lines. */
  private replaced(written: string, clean: string): string {
    if (written === clean) return clean;
    const [first = '', ...kept] = clean.split(mask);
    const last = kept.pop() ?? '';
    const end = written.length - last.length;
    let line = first;
    let at = first.length;
    for (const part of kept) {
      const next = written.indexOf(part, at);
      line += this.placeholderOf(written.slice(at, next)) + part;
      at = next + part.length;
    }
    return line + this.placeholderOf(written.slice(at, end)) + last;
  }

  private placeholderOf(secret: string): string {
    const name = beginning + createHmac('sha256', key).update(secret).digest('hex').slice(0, digits);
    this.secrets.set(name, secret);
    return name;
  }
}

function prefixesOf(word: string): string {
  return Array.from(word, (_, index) => word.slice(0, index + 1)).join('|');
}
