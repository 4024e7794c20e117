import type { ContextDocument } from './documents';

/** A name near the cursor. Its declaration helps the model. */
export interface SymbolUse {
  readonly document: string;
  readonly version: number;
  readonly name: string;
  /** Position of the name, counted from 0. */
  readonly line: number;
  readonly character: number;
  /** Whether the declaration of the name or of its type is wanted. */
  readonly wanted: 'declaration' | 'type';
}

const linesBefore = 20;
const linesAfter = 5;

/** Lines at the head of a file that are searched for imports. */
const importHeadLines = 200;

const maxSymbols = 6;

/** Longer lines are data or minified. */
const maxLineChars = 500;

/**
 * The names near the cursor that are imported or look like types, and the name before the dot at the cursor; nearest
 * first.
 */
export function symbolsNear(document: ContextDocument, line: number, character: number): readonly SymbolUse[] {
  const imported = importedNames(document.text(0, importHeadLines));
  const first = Math.max(0, line - linesBefore);
  const lines = document.text(first, line + linesAfter + 1).split('\n');
  const found = new Map<string, SymbolUse>();
  const use = (name: string, at: number, column: number, wanted: SymbolUse['wanted']): void => {
    if (found.has(name)) return;
    found.set(name, { document: document.id, version: document.version, name, line: at, character: column, wanted });
  };
  const receiver = /(?<![\w$.])([\p{L}_$][\p{L}\d_$]*)\??\.[\w$]*$/u.exec(
    (lines[line - first] ?? '').slice(0, character),
  );
  if (receiver?.[1] && !imported.has(receiver[1]) && receiver[1] !== 'this') {
    use(receiver[1], line, receiver.index, 'type');
  }
  const nearest = lines.map((text, index) => ({ text, at: first + index }));
  nearest.sort((a, b) => Math.abs(a.at - line) - Math.abs(b.at - line));
  for (const { text, at } of nearest) {
    if (text.length > maxLineChars || isAside(text)) continue;
    for (const { 0: name, index } of text.matchAll(/(?<![\p{L}\d_$.])[\p{L}_$][\p{L}\d_$]{2,}/gu)) {
      if (imported.has(name) || /^\p{Lu}.*\p{Ll}/u.test(name)) use(name, at, index, 'declaration');
    }
  }
  return [...found.values()].slice(0, maxSymbols);
}

/** Comments, and the import statements themselves. */
function isAside(text: string): boolean {
  return /^\s*(?:\/\/|\*|\/\*|#(?!\w)|--)/.test(text) || startsImport(text);
}

function startsImport(text: string): boolean {
  return /^\s*(?:import|from|use|using|require|#\s*include)\b|^\s*(?:const|let|var)\b.*\brequire\(/.test(text);
}

/** Names in import statements, which may span several lines. */
function importedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  let depth = 0;
  for (const line of text.split('\n')) {
    if (depth === 0 && !startsImport(line)) continue;
    // A path counts as a name only where it is not a string.
    for (const [name] of line.replace(/(['"]).*?\1/g, '').matchAll(/[\p{L}_$][\p{L}\d_$]*/gu)) names.add(name);
    depth = Math.max(0, depth + count(line, /[{(]/g) - count(line, /[)}]/g));
  }
  for (const word of ['import', 'from', 'use', 'using', 'require', 'const', 'let', 'var', 'type', 'as'])
    names.delete(word);
  return names;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
