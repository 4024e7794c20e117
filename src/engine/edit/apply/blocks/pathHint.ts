const segment = String.raw`[\w.@~+$()[\]{}\-\u00a0-\uffff]+`;
const pathShape = new RegExp(String.raw`^(?:[A-Za-z]:)?[/\\]?${segment}(?:[/\\]${segment})*$`);
const extension = /\.[A-Za-z][\w-]{0,11}$/;
const namesWithoutExtension = /(?:^|[/\\])(?:\.?[A-Z][a-z]*file|\.[a-z][\w.-]+|LICENSE|NOTICE|CODEOWNERS|go\.mod)$/;
const abbreviations = /^(?:e\.g|i\.e|etc|vs|cf|node\.js|next\.js|vue\.js)$/i;

/** Whether a text looks like the path of a file: it has an extension, or a name that is known without. */
export function isPath(text: string): boolean {
  if (text.length > 260 || !pathShape.test(text) || /^\w+:\/\//.test(text) || abbreviations.test(text)) return false;
  return extension.test(text) ? !/[()]$/.test(text) : namesWithoutExtension.test(text);
}

/** The language and the path that the info string of a fence names: `ts src/a.ts`, `ts:src/a.ts`, `12:20:src/a.ts`. */
export function readInfo(info: string): { readonly language: string; readonly path: string | undefined } {
  const attribute = /(?:title|file|filename|filepath|path|name)\s*=\s*(["']?)([^"'}]+)\1/i.exec(info)?.[2]?.trim();
  const words = info.split(/[\s{},]+/).filter((word) => word !== '');
  const first = words[0] ?? '';
  const others = words.slice(1);
  const ranged = /^\d+:\d+:(.+)$/.exec(first)?.[1];
  if (ranged !== undefined) return { language: '', path: ranged };
  const [label, behind] = splitLabel(first);
  const named = [attribute, behind, ...others.map(bare)].find((each) => each !== undefined && isPath(each));
  if (isPath(label) && !/^\w+$/.test(label)) return { language: '', path: label };
  return { language: label.toLowerCase(), path: named };
}

function splitLabel(word: string): readonly [string, string | undefined] {
  const at = word.indexOf(':');
  return at > 1 ? [word.slice(0, at), word.slice(at + 1)] : [word, undefined];
}

/** The path that the line above a block gives, alone or as the only path in a sentence. */
export function pathInHeading(line: string): string | undefined {
  const spans = [...line.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.trim()).filter(isPath);
  if (spans.length > 0) return new Set(spans).size === 1 ? spans[0] : undefined;
  const plain = bare(line.replace(/^[\s>]*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+)?/, ''));
  if (isPath(plain)) return plain;
  const named = /(?:^|\s)(?:file(?:[ _-]?(?:name|path))?|path|datei|pfad|文件|---FILEPATH)\s*[:：]?\s+(\S+)$/i.exec(
    plain,
  );
  const path = named && bare(named[1] ?? '');
  return path && isPath(path) ? path : undefined;
}

/** Without what Markdown and punctuation put around a path. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/^[*_`"'([]+(?=[\w./\\~@])/, '')
    .replace(/[*_`"':,;)\]]+$/, '')
    .trim();
}

const commentedPath =
  /^\s*(?:\/\/|#|--|;|%|'|\/\*+|<!--|\{\/\*|\{#|REM )\s*(?:(?:file(?:[ _-]?(?:name|path))?|path)\s*[:=]\s*)?(\S+?)\s*(?:\*+\/\}?|-->|#\})?\s*$/i;

/** The path in a comment that has nothing else, as models put it on the first line of a block. */
export function pathInComment(line: string): string | undefined {
  const path = commentedPath.exec(line)?.[1];
  return path !== undefined && isPath(path) && /[/\\.]/.test(path) ? path : undefined;
}

/** Whether two names may be of one file: one is the end of the other. */
export function isSamePath(a: string, b: string): boolean {
  const [x, y] = [a, b].map((path) => path.replaceAll('\\', '/').replace(/^(?:\.\/|\/)+/, ''));
  return x === y || (x ?? '').endsWith(`/${y}`) || (y ?? '').endsWith(`/${x}`);
}
