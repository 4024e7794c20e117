import type { Message } from './message';
import type { ChatRequest, ToolSpec } from './request';
import { withWords } from './responseFormat';

/** Whether the answer has to call a tool. */
export function forcesCall({ tools = [], toolChoice = 'auto' }: ChatRequest): boolean {
  return tools.length > 0 && toolChoice !== 'auto' && toolChoice !== 'none';
}

/** The tools that the answer may call. */
export function callableTools({ tools = [], toolChoice = 'auto' }: ChatRequest): readonly ToolSpec[] {
  if (toolChoice === 'none') return [];
  return typeof toolChoice === 'string' ? tools : tools.filter(({ name }) => name === toolChoice.name);
}

/**
 * The same request with the choice in the system prompt alone, for a route that has no parameter for it. The tools that may
 * not be called are left out, except where calls of the conversation need their definitions.
 */
export function withChoiceInWords(request: ChatRequest): ChatRequest {
  const { tools = [], toolChoice = 'auto' } = request;
  if (tools.length === 0 || toolChoice === 'auto') return request;
  const called = callsIn(request.messages);
  const callable = callableTools(request);
  const left = tools.filter((tool) => callable.includes(tool) || called.has(tool.name));
  const rest = { ...request, tools: left, toolChoice: undefined };
  if (toolChoice === 'none') return left.length === 0 ? rest : withWords(rest, 'Do not call any tool now.');
  return withWords(
    rest,
    toolChoice === 'required' ? 'Answer with a call of a tool.' : `Answer with a call of the tool ${toolChoice.name}.`,
  );
}

function callsIn(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(
    messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'tool-call' ? part.name : []))),
  );
}
