import { inspect } from 'node:util';

/** A key that was found. It shows itself nowhere but where it is asked for: not in JSON, not in a text, not in a log. */
export class SecretText {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  isIn(text: string): boolean {
    return this.#value.length >= fewestChars && text.includes(this.#value);
  }

  toString(): string {
    return '[key]';
  }

  toJSON(): string {
    return '[key]';
  }

  [inspect.custom](): string {
    return '[key]';
  }
}

/** A shorter text is a word that stands in others. */
const fewestChars = 6;
