import type { PromptInput } from './promptReferences';

/** What the variables of a prompt file stand for. */
export interface PromptValues {
  /** Path of the file in front, relative to the workspace; absent where there is none. */
  readonly file?: string;
  /** "lines 3 to 9" of it; absent where nothing is selected. */
  readonly selection?: string;
  /** Name of the folder of the workspace; absent where none is open. */
  readonly folder?: string;
  /** By their names. */
  readonly inputs: ReadonlyMap<string, string>;
  /** What the user typed behind the command, as far as it is no input. */
  readonly argument: string;
}

/** An input, a variable, or a template. */
const placeholder = /\$\{input:([^:}]+)(?::([^}]*))?\}|\$\{(\w+)\}|\{\{\{?\s*([^{}\s]+)\s*\}?\}\}/gu;

/**
 * The text of a prompt file with its variables filled in. What is code is named here and goes along as an attachment, so that it
 * is looked through for secrets and sent once. In English for the model. Pure.
 */
export function promptText(body: string, values: PromptValues): string {
  const { file, selection, folder, inputs, argument } = values;
  const current = file ?? '(no file is open)';
  const selected = selection === undefined ? '(nothing is selected)' : `the selected code, ${selection} of ${current}`;
  const name = current.slice(current.lastIndexOf('/') + 1);
  const variables: Readonly<Record<string, string>> = {
    file: current,
    fileBasename: name,
    fileDirname: current.includes('/') ? current.slice(0, current.lastIndexOf('/')) : '.',
    fileBasenameNoExtension: name.replace(/(?<=.)\.[^.]*$/u, ''),
    selection: selected,
    selectedText: selected,
    workspaceFolder: '.',
    workspaceFolderBasename: folder ?? '(no folder is open)',
  };
  const takesArgument = /\{\{\{?\s*input\s*\}?\}\}/u.test(body);
  const templates: Readonly<Record<string, string>> = {
    input: argument,
    currentFile: `the file ${current}, which is attached`,
    diff: 'the uncommitted changes, which are attached',
  };
  // In one go: what was typed is no template.
  const text = body.replace(placeholder, (all, name?: string, hint?: string, variable?: string, template?: string) => {
    if (name !== undefined) return inputs.get(name) ?? `(${hint ?? name})`;
    if (variable !== undefined) return variables[variable] ?? all;
    return templates[template ?? ''] ?? (/[./]/u.test(template ?? '') ? (template ?? '') : all);
  });
  return takesArgument || argument === '' ? text : `${text}\n\n${argument}`;
}

const pair = /(?<=^|\s)([\p{L}\p{N}_-]+)\s?[=:]\s?(?:"([^"]*)"|'([^']*)'|(\S+))/gu;

/**
 * What of an argument are values of inputs, as in `name=value` or `name: "two words"`, and the rest. Where there is one input and
 * none is named, all is its value. Pure.
 */
export function inputsIn(
  argument: string,
  inputs: readonly PromptInput[],
): { readonly values: ReadonlyMap<string, string>; readonly rest: string } {
  const values = new Map<string, string>();
  const rest = argument
    .replace(pair, (all, name: string, double?: string, single?: string, bare?: string) => {
      if (!inputs.some((each) => each.name === name) || values.has(name)) return all;
      values.set(name, double ?? single ?? bare ?? '');
      return '';
    })
    .trim();
  const [only] = inputs;
  if (values.size === 0 && inputs.length === 1 && only && rest !== '')
    return { values: new Map([[only.name, rest]]), rest: '' };
  return { values, rest };
}
