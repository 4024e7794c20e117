import type { ChatRequest, ToolChoice, ToolSpec } from '../../../model/request/request';
import { hostedTool, offeredTools } from '../body/offeredTools';
import type { Block, Instruction, MessagesBody, Tool } from './messagesBody';

/** The vendor's own search through tools that wait. Without it all of them are offered. */
const search = /^tool_search_tool_/;

/**
 * The tools that may be called at the end of the conversation: those of the list that do not wait to be loaded, and those
 * that the conversation loaded, less those it took away. Throws `RequestProblem`.
 */
export function messagesTools({
  tools,
  tool_choice,
  messages,
}: Pick<MessagesBody, 'tools' | 'tool_choice' | 'messages'>): Pick<ChatRequest, 'tools' | 'toolChoice'> {
  const listed = (tools ?? []).filter(({ type }) => !search.test(type ?? ''));
  const isSearched = listed.length < (tools ?? []).length;
  const known = new Map(listed.map((tool) => [tool.name, tool]));
  const offered = new Map(
    listed.filter(({ defer_loading }) => isSearched || defer_loading !== true).map((tool) => [tool.name, tool]),
  );
  const load = (name: string): void => {
    const tool = known.get(name);
    if (tool) offered.set(name, tool);
  };
  for (const { role, content } of messages) {
    if (typeof content === 'string') continue;
    if (role === 'system') for (const block of content) change(block);
    else for (const name of content.flatMap(loadedBy)) load(name);
  }
  // A name that stands twice in the list is told as such.
  const isListed = new Set(listed);
  const added = [...offered.values()].filter((tool) => !isListed.has(tool));
  const still = listed.filter(({ name }) => offered.has(name));
  return offeredTools([...still, ...added].map(toolSpec), choiceOf(tool_choice));

  function change(block: Instruction): void {
    if (block.type === 'text') return;
    const { tool } = block;
    const name = tool.type === 'tool_definition' ? tool.definition.name : tool.name;
    if (block.type === 'tool_removal') offered.delete(name);
    else if (tool.type === 'tool_definition') offered.set(name, tool.definition);
    else load(name);
  }
}

function loadedBy(block: Block): readonly string[] {
  if (block.type !== 'tool_result' || typeof block.content === 'string') return [];
  return (block.content ?? []).flatMap((each) => (each.type === 'tool_reference' ? each.tool_name : []));
}

function toolSpec({ type, name, description, input_schema }: Tool): ToolSpec {
  if ((type ?? 'custom') !== 'custom' || !input_schema) throw hostedTool(name);
  return { name, description: description ?? '', inputSchema: input_schema };
}

function choiceOf(choice: MessagesBody['tool_choice']): ToolChoice | undefined {
  switch (choice?.type) {
    case 'any':
      return 'required';
    case 'tool':
      return { name: choice.name };
    default:
      return choice?.type;
  }
}
