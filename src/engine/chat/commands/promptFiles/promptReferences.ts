/** What a prompt file takes along. */
export interface PromptReferences {
  /** Each once. */
  readonly paths: readonly PromptPath[];
  /** Values that the user has to give, in their order. */
  readonly inputs: readonly PromptInput[];
  /** The file in front. */
  readonly needsFile: boolean;
  readonly needsSelection: boolean;
  /** What is not committed. */
  readonly needsChanges: boolean;
}

export interface PromptPath {
  /** As it is written: relative to the file, or to the folder of the workspace. */
  readonly path: string;
  /** It can be nothing else than a file. What stands behind an `@` may be. */
  readonly isCertain: boolean;
}

export interface PromptInput {
  readonly name: string;
  /** What people are told to type; empty where the file does not say. */
  readonly placeholder: string;
}

/** Files that a prompt names at most. */
const maxPaths = 20;

const input = /\$\{input:([^:}]+)(?::([^}]*))?\}/gu;
/** Where another form begins that could be meant: an address, a place in the same file, an e-mail. */
const noPath = /^(?:[a-z][a-z\d+.-]*:|#|\/\/)/iu;

/** Finds what a prompt file names: variables and links of VS Code, templates and `@` of Continue. Pure. */
export function promptReferences(body: string): PromptReferences {
  const inputs = new Map<string, PromptInput>();
  for (const [, name = '', placeholder = ''] of body.matchAll(input))
    if (!inputs.has(name)) inputs.set(name, { name, placeholder });
  return {
    paths: pathsIn(withoutCode(body)),
    inputs: [...inputs.values()],
    needsFile: /\$\{file\w*\}|\{\{\{?\s*currentFile\s*\}?\}\}|@currentFile\b/u.test(body),
    needsSelection: /\$\{(?:selection|selectedText)\}/u.test(body),
    needsChanges: /\{\{\{?\s*diff\s*\}?\}\}|(?:^|\s)@diff\b/u.test(body),
  };
}

const link = /\[[^\]\n]*\]\((?:<([^>\n]+)>|([^)\s]+))/gu;
const hashFile = /#file:([^\s,;)'"`]*[^\s,;)'"`.:!?])/gu;
const template = /\{\{\{?\s*((?:\.{0,2}\/|[\w-]+[./])[^\s{}]*)\s*\}?\}\}/gu;
const atFile = /(?<=^|[\s(])@([\w./-]*[\w/-])(?![\w:/-])/gu;

function pathsIn(text: string): readonly PromptPath[] {
  const named = [...text.matchAll(link)].map(([, narrow, plain = '']) => decoded(narrow ?? plain));
  for (const form of [hashFile, template]) named.push(...[...text.matchAll(form)].map(([, path = '']) => path));
  const perhaps = [...text.matchAll(atFile)].map(([, path = '']) => path).filter((path) => !named.includes(path));
  return [
    ...[...new Set(named)].map((path) => ({ path, isCertain: true })),
    ...[...new Set(perhaps)].map((path) => ({ path, isCertain: false })),
  ]
    .filter(({ path }) => path !== '' && !noPath.test(path))
    .slice(0, maxPaths);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** An example in a fence names nothing. */
function withoutCode(body: string): string {
  return body.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gmu, '');
}
