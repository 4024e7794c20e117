import type { ContextDocument } from './documents';

/** A name that is used near the cursor and whose declaration would help. */
export interface SymbolUse {
  readonly document: string;
  readonly version: number;
  readonly name: string;
  /** Where the name stands, both from 0. */
  readonly line: number;
  readonly character: number;
  /** Its own declaration, or that of its type. */
  readonly wanted: 'declaration' | 'type';
}

const linesBefore = 20;
const linesAfter = 5;

/** Lines at the head of a file in which imports are looked for. */
const importHeadLines = 200;

const maxSymbols = 6;

/** Longer lines are data or minified. */
const maxLineChars = 500;

/** The names near the cursor that are imported or look like types, and whatever the cursor's dot is behind; nearest first. */
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

/** Comments, and imports themselves, which are found again where they are used. */
function isAside(text: string): boolean {
  return /^\s*(?:\/\/|\*|\/\*|#(?!\w)|--)/.test(text) || startsImport(text);
}

function startsImport(text: string): boolean {
  return /^\s*(?:import|from|use|using|require|#\s*include)\b|^\s*(?:const|let|var)\b.*\brequire\(/.test(text);
}

/** Names in the import statements, some of which go over several lines. */
function importedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  let depth = 0;
  for (const line of text.split('\n')) {
    if (depth === 0 && !startsImport(line)) continue;
    // A path is a name only where it is no string.
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
