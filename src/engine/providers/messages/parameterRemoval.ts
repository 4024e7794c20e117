import { type OptionalParameter, optionalParameters } from '../../model/failure/optionalParameter';

export type Body = Readonly<Record<string, unknown>>;

/** How one parameter is found in a request's body, and what the body is without it. */
interface Removal {
  readonly isIn: (body: Body) => boolean;
  readonly without: (body: Body, refused: ReadonlySet<OptionalParameter>) => Body;
}

/** The optional parameters that this body holds. */
export function parametersIn(body: Body): readonly OptionalParameter[] {
  return optionalParameters.filter((name) => removalOf(name).isIn(body));
}

/** The body without what was refused. The limit of the answer's tokens is said under its other name where that is left. */
export function withoutParameters<T extends object>(body: T, refused: ReadonlySet<OptionalParameter> = none): T {
  let rest = body as Body;
  for (const name of optionalParameters) {
    const { isIn, without } = removalOf(name);
    if (refused.has(name) && isIn(rest)) rest = without(rest, refused);
  }
  return rest as T;
}

const none: ReadonlySet<OptionalParameter> = new Set();

function removalOf(name: OptionalParameter): Removal {
  return removals[name] ?? plain(name);
}

/** Where bodies have parameters besides their top. */
const groups = [
  'options',
  'generationConfig',
  'inferenceConfig',
  'additionalModelRequestFields',
  'toolConfig',
  'output_config',
  'text',
] as const;

function plain(name: string): Removal {
  return {
    isIn: (body) => name in body || groups.some((group) => name in recordOf(body[group])),
    without: (body) => {
      const held = groups.filter((group) => name in recordOf(body[group]));
      const left = held.map((group): [string, unknown] => [group, omit(recordOf(body[group]), name)]);
      return { ...omit(body, name), ...(Object.fromEntries(left) as Body) };
    },
  };
}

function renamed(name: OptionalParameter, other: OptionalParameter): Removal {
  return {
    isIn: (body) => name in body,
    without: (body, refused) => ({ ...omit(body, name), ...(refused.has(other) ? {} : { [other]: body[name] }) }),
  };
}

/** A mark on blocks of content, or one that is a block of its own. */
function mark(name: string): Removal {
  return {
    isIn: (body) => JSON.stringify([body.system, body.messages, body.input, body.tools]).includes(`"${name}":`),
    without: (body) => {
      const parts = ['system', 'messages', 'input', 'tools'].filter((key) => Array.isArray(body[key]));
      return { ...body, ...Object.fromEntries(parts.map((key) => [key, unmarked(body[key], name)])) };
    },
  };
}

const removals: Partial<Record<OptionalParameter, Removal>> = {
  max_tokens: renamed('max_tokens', 'max_completion_tokens'),
  max_completion_tokens: renamed('max_completion_tokens', 'max_tokens'),
  cache_control: mark('cache_control'),
  prompt_cache_breakpoint: mark('prompt_cache_breakpoint'),
  cachePoint: mark('cachePoint'),
  tools: {
    // Calls in the conversation need their definitions.
    isIn: (body) => Array.isArray(body.tools) && !turnsOf(body).some(isOfTools),
    without: (body) => omit(omit(body, 'tools'), 'tool_choice'),
  },
  toolConfig: {
    isIn: (body) => 'toolConfig' in body && !turnsOf(body).some(isOfTools),
    without: (body) => omit(body, 'toolConfig'),
  },
  system: {
    isIn: (body) => systemOf(body) !== undefined && turnsOf(body).some(({ role }) => role === 'user'),
    without: (body) => asPartOfTheQuestion(body),
  },
};

/** The system prompt's text, at any of the places that protocols have for it. */
function systemOf(body: Body): string | undefined {
  const own = body.system ?? body.instructions ?? turnsOf(body).find(isSystem)?.content;
  if (typeof own === 'string') return own;
  if (!Array.isArray(own)) return undefined;
  const texts = own.map((block) => recordOf(block).text);
  return texts.filter((text) => typeof text === 'string').join('\n\n');
}

/** The system prompt folded into the first turn of the user. */
function asPartOfTheQuestion(body: Body): Body {
  const text = systemOf(body) ?? '';
  const key = Array.isArray(body.input) ? 'input' : 'messages';
  const turns = turnsOf(body).filter((turn) => !isSystem(turn));
  const first = turns.findIndex(({ role }) => role === 'user');
  const folded = turns.map((turn, index) =>
    index === first ? { ...turn, content: before(turn.content, text) } : turn,
  );
  return { ...omit(omit(body, 'system'), 'instructions'), [key]: folded };
}

function before(content: unknown, text: string): unknown {
  if (!Array.isArray(content)) return `${text}\n\n${String(content)}`;
  const types = content.map((block) => recordOf(block).type);
  // Bedrock's blocks have none.
  if (types.every((type) => type === undefined)) return [{ text }, ...(content as readonly unknown[])];
  const type = types.some((each) => String(each).startsWith('input_')) ? 'input_text' : 'text';
  return [{ type, text }, ...(content as readonly unknown[])];
}

export function turnsOf(body: Body): readonly Body[] {
  const turns = Array.isArray(body.messages) ? body.messages : body.input;
  return Array.isArray(turns) ? (turns as readonly unknown[]).map(recordOf) : [];
}

export function isSystem({ role }: Body): boolean {
  return role === 'system' || role === 'developer';
}

function isOfTools({ role, type, tool_calls, content }: Body): boolean {
  if (role === 'tool' || tool_calls !== undefined || String(type).startsWith('function_call')) return true;
  if (!Array.isArray(content)) return false;
  return content.map(recordOf).some((block) => {
    return String(block.type).startsWith('tool_') || 'toolUse' in block || 'toolResult' in block;
  });
}

function unmarked(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const blocks = (value as readonly unknown[]).filter((each) => Object.keys(recordOf(each)).join() !== name);
    return blocks.map((each) => unmarked(each, name));
  }
  if (typeof value !== 'object' || value === null) return value;
  const rest = name in value ? omit(value as Body, name) : (value as Body);
  return Array.isArray(rest.content) ? { ...rest, content: unmarked(rest.content, name) } : rest;
}

function omit(body: Body, name: string): Body {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
}

function recordOf(value: unknown): Body {
  return typeof value === 'object' && value !== null ? (value as Body) : {};
}
