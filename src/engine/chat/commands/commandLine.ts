/** A prompt that begins with the name of a command. */
export interface CommandLine {
  /** Without the slash. */
  readonly name: string;
  /** All that follows; empty where nothing does. */
  readonly argument: string;
}

/** A slash, narrow or wide as input methods write it, and a name. A path has another slash, and is no command. */
const form = /^[/／]([\p{L}\p{N}][\p{L}\p{M}\p{N}._:-]*)(?:\s+([\s\S]*))?$/u;

/** Undefined where the prompt does not begin with a command. Whether there is such a command is not asked. */
export function readCommandLine(prompt: string): CommandLine | undefined {
  const [, name, argument = ''] = form.exec(prompt) ?? [];
  return name === undefined ? undefined : { name, argument: argument.trim() };
}

/** A name that can be typed behind a slash: "Rails Project" becomes "rails-project". Empty where nothing of it can. */
export function commandNameOf(title: string): string {
  return title
    .trim()
    .replace(/[\s/\\]+/gu, '-')
    .replace(/[^\p{L}\p{M}\p{N}._:-]/gu, '')
    .replace(/^[\p{M}._:-]+/u, '')
    .toLowerCase();
}
