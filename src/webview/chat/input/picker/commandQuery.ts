import type { PickerQuery } from './picker';

/** A slash, narrow or wide, that begins the prompt, and no space and no slash since. */
const form = /^[/／]([^\s/／]*)$/u;

/** UTF-16 units of a query at most. What is longer is no command. */
const maxQueryChars = 200;

/** The command that is being typed at the cursor. Pure. */
export function commandQueryAt(text: string, cursor: number): PickerQuery | undefined {
  if (cursor > maxQueryChars) return undefined;
  const query = form.exec(text.slice(0, cursor))?.[1];
  return query === undefined ? undefined : { from: 0, to: cursor, query };
}
