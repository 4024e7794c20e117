const modifiers =
  /^(?:(?:export|default|declare|public|private|protected|internal|static|final|abstract|override|virtual|async|readonly|sealed|partial|unsafe|extern|inline|const|constexpr|synchronized|pub(?:\([^)]*\))?|open|data|suspend|get|set|local|global|native|mut)\s+)*/;
const declared =
  /^(?:function\*?|class|interface|enum|struct|trait|type|namespace|module|def|fn|func|fun|sub|record|object|protocol|extension|union|mod|macro_rules!|@interface|procedure)\s+(?:\([^)]*\)\s*)?([\w$.:]+[?!=]?)/;
const keyword =
  /^(?:if|else|elif|elsif|for|foreach|while|switch|catch|return|do|with|using|lock|match|await|new|throw|yield|case|when|unless|until|try|and|or|not|in|is|assert|delete|typeof|super|this|print|del|raise)$/;
const named = /^(?:[\w$<>[\],.?*&:]+\s+)*?[*&]?([\w$#~]+)\s*(?:<[^()]*>)?\s*\(.*(?:[{(,:]|=>|\{.*\})\s*$/;
const called = /^(?:await\s+)?([\w$.@]+)\s*\(\s*(['"`])(.+?)\2/;
const assigned =
  /^(?:(?:let|var|val|my|our)\s+)?((?:[\w$.@-]|\[[^\]]*\])+|"[^"]+"|'[^']+')\s*\??(?::\s*[^=:]+?)?\s*(?::=|=(?![=>])|:(?!:))/;
const importedModules = [
  /^from\s+(\S+)\s+import\b/,
  /^(?:import|export)\b.*\bfrom\s*['"]([^'"]+)['"]/,
  /^(?:const|let|var)\b.*=\s*require\(\s*['"]([^'"]+)['"]/,
  /^(?:import|from|use|using|require|require_once|include|package|#\s*include|@import|@use)\s+(?:static\s+|type\s+)?['"<(]*([\w@*][\w@*./:\\-]*)/,
];

/** Kinds of names, so that a call is not taken for what it calls. */
export type Subject = string;

/** What a line declares: the name of a function, a class, a rule, a heading; undefined where it is none of them. */
export function declarationOf(line: string, languageId: string): Subject | undefined {
  const text = line.trim();
  if (languageId === 'markdown') return /^(#{1,6} .*)$/.exec(text)?.[1];
  if (text.length > 400 || !/[\w$]/.test(text)) return undefined;
  const bare = text.replace(modifiers, '');
  const impl = /^impl\b(.*?)\s*(?:where\b.*)?\{?$/.exec(bare)?.[1];
  if (impl !== undefined) return `impl ${impl.trim()}`;
  const name = declared.exec(bare)?.[1];
  if (name !== undefined) return name;
  const call = called.exec(bare);
  if (call && /[{(,|:]\s*$|=>|\bdo\b/.test(text) && !keyword.test(call[1] ?? '')) return `${call[1]} ${call[3]}`;
  const method = named.exec(bare)?.[1];
  if (
    method !== undefined &&
    !keyword.test(method) &&
    !/^(?:return|throw|await|new|else|yield)\b/.test(bare) &&
    !/=\s*[^=>]*\($/.test(bare)
  ) {
    return method;
  }
  if (/\{$/.test(text) && /^[.#&:@*\w[][^;=()]*\{$|^@media\b/.test(text) && isStyles(languageId))
    return text.replace(/\s*\{$/, '');
  const assignee = /=\s*(?:async\s*)?(?:function\b|\(.*=>|[\w$]+\s*=>|class\b|\($|\{$)/.test(bare)
    ? assigned.exec(bare)?.[1]
    : undefined;
  return assignee;
}

function isStyles(languageId: string): boolean {
  return ['css', 'scss', 'less', ''].includes(languageId);
}

/** What a line is about: its declaration, the key or variable that it sets, or the module that it imports. */
export function subjectOf(line: string, languageId: string): Subject | undefined {
  const declaration = declarationOf(line, languageId);
  if (declaration !== undefined) return declaration;
  const text = line.trim();
  if (text.length > 400 || languageId === 'markdown') return undefined;
  for (const each of importedModules) {
    const module = each.exec(text)?.[1];
    if (module !== undefined) return `import ${module}`;
  }
  const name = assigned.exec(text.replace(modifiers, ''))?.[1];
  return name === undefined || keyword.test(name) ? undefined : `= ${name.replace(/^(['"])(.*)\1$/, '$2')}`;
}

/** How alike two lines are, from 0 to 1: the share of the words that they have in common, or of the pairs of characters. */
export function similarity(a: string, b: string): number {
  return Math.max(shareOf(wordsOf(a), wordsOf(b)), shareOf(characterPairs(a), characterPairs(b)));
}

function shareOf(x: ReadonlySet<string>, y: ReadonlySet<string>): number {
  const common = [...x].filter((each) => y.has(each)).length;
  return common === 0 ? 0 : (2 * common) / (x.size + y.size);
}

const comparedChars = 400;

function wordsOf(line: string): ReadonlySet<string> {
  return new Set(line.slice(0, comparedChars).match(/[\p{L}\p{N}_$]+/gu) ?? []);
}

function characterPairs(line: string): ReadonlySet<string> {
  const text = line.slice(0, comparedChars);
  return new Set(Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2)));
}
