import type { ToolFile } from '../tool';
import { changeJson, takeBackJson } from './jsonEdit';
import { changeYaml, takeBackYaml } from './yamlEdit';

/** A file of a tool before and after it was connected. `before`: undefined where there was none. */
export interface WrittenFile {
  readonly file: ToolFile;
  readonly before?: string | undefined;
  readonly after: string;
}

const byteOrderMark = '\uFEFF';

/** The text of the file with what connects the tool; undefined where it cannot be changed safely. */
export async function connectedText(file: ToolFile, before: string | undefined): Promise<string | undefined> {
  switch (file.format) {
    case 'own':
      return before === undefined || before === file.text ? file.text : undefined;
    case 'json':
      return withoutMark(emptyAs(before, '{}\n'), (text) => changeJson(text, file.changes));
    case 'yaml':
      return withoutMark(emptyAs(before, file.initial ?? ''), (text) => changeYaml(text, file.changes));
  }
}

/** What becomes of a file when its tool is disconnected. */
export type TakenBack =
  /** `text`: undefined where the file is to be deleted. */
  | { readonly kind: 'done'; readonly text: string | undefined }
  | { readonly kind: 'nothing-there' }
  /** The user changed what we wrote, so that it cannot be told apart. */
  | { readonly kind: 'changed' };

/** Exactly what was before where nobody changed the file since, else the file as it is without what we wrote. */
export async function disconnectedText(
  { file, before, after }: WrittenFile,
  now: string | undefined,
): Promise<TakenBack> {
  if (now === undefined) return { kind: 'nothing-there' };
  if (now === after) return { kind: 'done', text: before };
  if (file.format === 'own') return { kind: 'changed' };
  const text =
    file.format === 'json'
      ? await withoutMark(now, (each) => takeBackJson(each, emptyAs(before, '{}\n'), file.changes))
      : await withoutMark(now, (each) => takeBackYaml(each, emptyAs(before, file.initial ?? ''), file.changes));
  if (text === undefined) return { kind: 'changed' };
  return text === now ? { kind: 'nothing-there' } : { kind: 'done', text };
}

function emptyAs(text: string | undefined, initial: string): string {
  return text === undefined || text.trim() === '' ? initial : text;
}

async function withoutMark(
  text: string,
  edit: (text: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const edited = await edit(text.slice(mark.length));
  return edited === undefined ? undefined : mark + edited;
}
