import type { OptionalParameter } from '../../../model/failure/optionalParameter';
import { type Body, isSystem, parametersIn, turnsOf } from '../../messages/parameterRemoval';
import { choiceParameters, formParameters } from '../../messages/refusedChoices';

/** A refusal, as far as it can name what was refused. */
export interface Refusal {
  /** The answer's body as JSON; undefined where it is none. */
  readonly root: unknown;
  /** What it says, in words. */
  readonly message: string;
  /** The body of the request. */
  readonly sent: string | undefined;
}

/**
 * Which of the sent optional parameters a host refuses. The host may name them by a path, a field of the error, a
 * quoted name or a sentence. Only sent parameters can be named, so that leaving one out always changes the request.
 * Empty where nothing is named. `isCertain`: accepts only unambiguous errors, for a status that points to another
 * cause.
 */
export function refusedParameters(refusal: Refusal, isCertain: boolean): readonly OptionalParameter[] {
  const sent = parse(refusal.sent);
  if (!sent) return [];
  const held = parametersIn(sent);
  if (held.length === 0) return [];
  const paths: Path[] = [];
  const words: string[] = [];
  collect(refusal.root, '', paths, words, 0);
  // The vendor's own message first; the other texts of the body are not in it.
  const text = [refusal.message, ...words].join('\n').slice(0, maxTextChars);
  const leading = leadingPath(refusal.message);
  if (leading) paths.push(leading);
  const named = held.filter((name) => paths.some((path) => pathNames(path, name, held, sent)));
  if (named.length > 0 && (!isCertain || isRefusal.test(text))) return withoutTools(named);
  const sentences = withoutAlternatives(text).split(/(?<=[.!?;])\s+|\n/);
  const refused = held.filter((name) => sentences.some((sentence) => refuses(sentence, name, held)));
  if (refused.length > 0 || isCertain) return withoutTools(refused).slice(0, maxNamedCount);
  const mentioned = withoutTools(held.filter((name) => sentences.some((sentence) => mentions(sentence, name, held))));
  // A host that repeats the whole request names nothing.
  return mentioned.length > maxNamedCount ? [] : mentioned;
}

/** A form or a choice that cannot be beside tools can be told in words; without its tools the request would be another. */
function withoutTools(named: readonly OptionalParameter[]): readonly OptionalParameter[] {
  const hasOther = named.some((name) => toldInWords.has(name));
  return hasOther ? named.filter((name) => name !== 'tools' && name !== 'toolConfig') : named;
}

const toldInWords: ReadonlySet<OptionalParameter> = new Set([...formParameters, ...choiceParameters]);

const maxTextChars = 4_000;
const maxNamedCount = 3;

type Path = readonly (string | number)[];

/** What holds a copy of the request, or says of what kind something is. */
const skipped = new Set(['input', 'ctx', 'request', 'messages', 'prompt', 'content', 'text', 'model', 'role', 'type']);
const isPath = /^[\w.$[\]/-]{1,100}$/;
const maxDepth = 6;

/** Every text in the body that may be a path, and every other as words; nested JSON is read, too. */
function collect(value: unknown, key: string, paths: Path[], words: string[], depth: number): void {
  if (depth > maxDepth || (skipped.has(key) && depth > 0)) return;
  if (typeof value === 'string') {
    if (isPath.test(value)) paths.push(stepsOf(value));
    else if (/^\s*[[{]/.test(value)) collect(parseAny(value) ?? [], '', paths, words, depth + 1);
    words.push(value.slice(0, maxTextChars));
  } else if (Array.isArray(value)) {
    const steps = value as readonly unknown[];
    if (steps.length > 0 && steps.every((step) => typeof step === 'string' || typeof step === 'number')) {
      paths.push(steps.flatMap((step) => (typeof step === 'string' ? stepsOf(step) : step)));
      words.push(steps.filter((step) => typeof step === 'string').join(', '));
    } else for (const each of steps.slice(0, 20)) collect(each, key, paths, words, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    const listsFields = /error|detail|violation|field/i.test(key);
    for (const [name, each] of Object.entries(value).slice(0, 50)) {
      if (listsFields && isPath.test(name)) paths.push(stepsOf(name));
      collect(each, name, paths, words, depth + 1);
    }
  }
}

function stepsOf(path: string): Path {
  const steps = path.split(/[.[\]/$]+/).filter((step) => step !== '');
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** As in "thinking.type: Input should be …", which is how pydantic's words begin. */
function leadingPath(message: string): Path | undefined {
  const path = /^([\w.$[\]-]{2,100}): \S/.exec(message)?.[1];
  return path === undefined ? undefined : stepsOf(path);
}

const conversation = new Set<unknown>(['messages', 'input', 'contents']);
const marks: ReadonlySet<OptionalParameter> = new Set(['cache_control', 'prompt_cache_breakpoint', 'cachePoint']);
/** A longer path is about a part of it. */
const wholes: ReadonlySet<OptionalParameter> = new Set(['tools', 'toolConfig', 'system', 'output_config']);

function pathNames(path: Path, name: OptionalParameter, held: Held, sent: Body): boolean {
  const turn = path.findIndex((step) => conversation.has(step));
  if (turn >= 0 && name === 'system' && path.at(-1) === 'role') {
    const place = path[turn + 1];
    const turns = turnsOf(sent);
    return typeof place === 'number' ? isSystem(turns[place] ?? {}) : turns.some(isSystem);
  }
  if (turn >= 0 && !marks.has(name)) return false;
  const at = path.findLastIndex(
    (step) => typeof step === 'string' && namesOf(name, held).some((each) => isSame(step, each)),
  );
  return at >= 0 && (!wholes.has(name) || at === path.length - 1);
}

function isSame(step: string, name: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[_ -]/g, '');
  return bare(step) === bare(name);
}

const formWords = [
  'json_schema',
  'json_object',
  'json_mode',
  'structured_output',
  'structured_outputs',
  'grammar',
] as const;

/** Other names on a wire for the same. */
const aliases: Partial<Record<OptionalParameter, readonly string[]>> = {
  stream_options: ['include_usage'],
  max_tokens: ['max_new_tokens'],
  max_completion_tokens: ['max_new_tokens'],
  max_output_tokens: ['max_new_tokens'],
  stop: ['stop_sequences', 'stop_words'],
  reasoning_effort: ['reasoning', 'effort', 'thinking'],
  reasoning: ['reasoning_effort', 'effort', 'thinking'],
  output_config: ['effort'],
  thinking: ['thinking_mode', 'extended_thinking', 'think'],
  thinkingConfig: ['thinking_config', 'thinking_level', 'thinking_budget', 'include_thoughts', 'thinking'],
  maxOutputTokens: ['max_output_tokens'],
  maxTokens: ['max_tokens'],
  stopSequences: ['stop_sequences'],
  think: ['thinking', 'thinking_mode'],
  response_format: formWords,
  format: ['response_format', 'output_format', ...formWords],
  responseJsonSchema: ['response_json_schema', 'response_schema', ...formWords],
  responseMimeType: ['response_mime_type', ...formWords],
  outputConfig: ['output_config', 'text_format', 'output_format', ...formWords],
  functionCallingConfig: ['function_calling_config', 'tool_choice'],
  toolConfig: ['tool_config', 'tool_choice', 'tool_use', 'tool_calling', 'tools'],
  tools: ['tool_choice', 'tool_use', 'tool_calls', 'tool_calling', 'function_calling', 'functions', 'function_call'],
  system: ['instructions', 'system_instruction', 'system_prompt'],
  cache_control: ['prompt_caching'],
  prompt_cache_breakpoint: ['prompt_caching'],
  cachePoint: ['cache_point', 'prompt_caching', 'cache_control'],
};

type Held = readonly OptionalParameter[];

/** What is a parameter of its own in this request is not another name there. */
function namesOf(name: OptionalParameter, held: Held): readonly string[] {
  const others = held.filter((other) => other !== name);
  return [name, ...(aliases[name] ?? []).filter((alias) => !others.some((other) => isSame(other, alias)))];
}

const isRefusal =
  /\bnot\b|n['’]t\b|\bno\b|\bun(?:support|known|recogni|expect|avail|authori)|\bcannot\b|\binvalid|\bextra\b|\badditional\b|\bdeprecated|\bremoved\b|\billegal|\bforbid|\bdisallow|\bdisabled|\breject|\brefus|\brequires?\b|\bonly\b|不|未|无/i;

/** Lists of what a host would take name what it does not refuse. */
function withoutAlternatives(text: string): string {
  return text
    .replace(
      /(?<!\bnot |\bnot a |\bun|\bin)\b(?:allowed|supported|valid|permitted|accepted|available|known|expected|possible)\s+(?:\w+\s+)?(?:fields?|param\w*|arguments?|keys?|propert\w+|names?|options?|values?|inputs?|roles?)\b(?:\s*(?:are|is|include|:|=|\())[^\n]*/gi,
      '',
    )
    .replace(/\b(?:did you mean|use|try|instead of)\s+(?:to use\s+)?["'`]?[\w.]+["'`]?(?=\s+instead|\s*\?|\s*$)/gi, '')
    .replace(/\b(?:must be|should be|expected) one of\b[^\n]*/gi, '');
}

/** Names that are words of every sentence, too. */
const everydayWords: ReadonlySet<string> = new Set(
  [
    'stop',
    'tools',
    'format',
    'grammar',
    'think',
    'thinking',
    'options',
    'store',
    'reasoning',
    'effort',
    'system',
    'functions',
  ].concat(['instructions', 'temperature']),
);

/** The sentence says that the host does not take it. */
function refuses(sentence: string, name: OptionalParameter, held: Held): boolean {
  if (name === 'system' && refusesSystem(sentence)) return true;
  if (!isRefusal.test(sentence)) return false;
  return namesOf(name, held).some((each) => {
    if (quoted(each).test(sentence)) return true;
    if (!everydayWords.has(each)) return bare(each).test(sentence);
    return name !== 'system' && nearRefusal(each).test(sentence);
  });
}

/** The sentence names it, and only a parameter can be meant. */
function mentions(sentence: string, name: OptionalParameter, held: Held): boolean {
  return namesOf(name, held).some(
    (each) => quoted(each).test(sentence) || (!everydayWords.has(each) && bare(each).test(sentence)),
  );
}

const rolePrompt =
  /\b(?:system|developer)["'`”’]?\s+(?:role|prompt|message|instruction)s?\b|\broles?\b\W{0,4}(?:\w+\W+){0,3}["'`“‘]?(?:system|developer)\b|does not support ["'`“‘]?(?:system|developer)\b/i;
const otherRoles = /\buser\b.{0,20}\bassistant\b|\bassistant\b.{0,20}\buser\b/i;

/** As in "System role not supported", "Only user and assistant roles are supported" and "Input should be 'user' or 'assistant'". */
function refusesSystem(sentence: string): boolean {
  if (rolePrompt.test(sentence)) return isRefusal.test(sentence);
  const listsRoles = otherRoles.test(sentence) && !/\bsystem\b/i.test(sentence);
  return listsRoles && /\bonly\b|alternat|should be|must be|one of|\bnot\b/i.test(sentence);
}

function quoted(name: string): RegExp {
  return patternOf(`["'\`“‘«[(]\\s*(?:\\w+\\.)*${spelled(name)}(?:[.[][\\w.\\]]*)?\\s*["'\`”’»\\])]`);
}

function bare(name: string): RegExp {
  return patternOf(`(?<![\\w])${spelled(name)}(?![\\w])`);
}

const refusalWords =
  "(?:not|n[’']t|unsupported|unknown|unrecogni[sz]ed|unexpected|invalid|extra|cannot|only|deprecated|disabled|requires?|forbidden)";

function nearRefusal(name: string): RegExp {
  const between = '\\W+(?:\\w+\\W+){0,4}?';
  const word = `\\b${spelled(name)}\\b`;
  return patternOf(`\\b${refusalWords}${between}${word}|${word}${between}${refusalWords}`);
}

/** `stream_options`, `streamOptions` and "stream options". */
function spelled(name: string): string {
  return name.replaceAll('_', '[_ -]?');
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    pattern = new RegExp(source, 'i');
    patterns.set(source, pattern);
  }
  return pattern;
}

function parse(text: string | undefined): Body | undefined {
  const value = text === undefined ? undefined : parseAny(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
}

function parseAny(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
