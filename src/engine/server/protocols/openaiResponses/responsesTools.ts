import type { Json, JsonObject } from '../../../model/request/message';
import type { ChatRequest, ToolChoice, ToolSpec } from '../../../model/request/request';
import { asRecord } from '../../../model/text/jsonValue';
import { offeredTools } from '../body/offeredTools';
import type { Callable, ResponsesBody, Tool } from './responsesBody';

/** A tool as the client knows it. */
export interface ClientTool {
  readonly name: string;
  readonly namespace?: string;
  /** It takes a text instead of fields. */
  readonly isCustom: boolean;
}

/** The client's tools by the names that models are told. */
export type ClientTools = ReadonlyMap<string, ClientTool>;

/** Letters of a tool's name that vendors take. */
const maxNameChars = 64;

/** The name that models are told: they know no namespaces. */
export function modelName({ name, namespace }: { readonly name: string; readonly namespace?: string | null }): string {
  const whole = `${namespace ?? ''}__${name}`;
  return namespace === undefined || namespace === null || whole.length > maxNameChars ? name : whole;
}

/** The field that the text of a custom tool stands in, for models that call tools with fields alone. */
const textField = 'input';

export function customInput(text: string): JsonObject {
  return { [textField]: text };
}

/** The text that a model called a custom tool with. */
export function customText(input: Json): string {
  const text = asRecord(input)?.[textField] ?? input;
  return typeof text === 'string' ? text : JSON.stringify(text);
}

/** Throws `RequestProblem` for tools that do not go together. */
export function responsesTools({
  tools,
  tool_choice,
  input,
}: Pick<ResponsesBody, 'tools' | 'tool_choice' | 'input'>): Pick<ChatRequest, 'tools' | 'toolChoice'> & {
  readonly clientTools: ClientTools;
} {
  const added =
    typeof input === 'string' ? [] : input.flatMap((item) => (item.type === 'additional_tools' ? item.tools : []));
  const all = [...(tools ?? []), ...added].flatMap(callables);
  const { toolChoice, allowed } = choiceOf(tool_choice);
  const offered = allowed ? all.filter(({ spec }) => allowed.has(spec.name)) : all;
  return {
    ...offeredTools(
      offered.map(({ spec }) => spec),
      toolChoice,
    ),
    clientTools: new Map(offered.map(({ spec, client }) => [spec.name, client])),
  };
}

interface OfferedTool {
  readonly spec: ToolSpec;
  readonly client: ClientTool;
}

function callables(tool: Tool): readonly OfferedTool[] {
  switch (tool.type) {
    case 'function':
    case 'custom':
      return [offered(tool)];
    case 'namespace':
      return tool.tools.map((each) => offered(each, tool.name));
    default:
      return [];
  }
}

function offered(tool: Callable, namespace?: string): OfferedTool {
  const { name } = tool;
  const client = { name, isCustom: tool.type === 'custom', ...(namespace === undefined ? {} : { namespace }) };
  const spec =
    tool.type === 'custom'
      ? customSpec(tool)
      : { description: tool.description ?? '', inputSchema: tool.parameters ?? noFields };
  return { spec: { ...spec, name: modelName({ name, namespace }) }, client };
}

const noFields: JsonObject = { type: 'object', properties: {} };

function customSpec({ description, format }: Extract<Callable, { type: 'custom' }>): Omit<ToolSpec, 'name'> {
  const { syntax, definition } = format ?? {};
  const grammar = definition ? `The text follows this grammar (${syntax ?? 'lark'}):\n\n${definition}` : '';
  return {
    description: [description ?? '', grammar].filter((each) => each !== '').join('\n\n'),
    inputSchema: {
      type: 'object',
      properties: { [textField]: { type: 'string', description: 'The whole text that the tool is called with.' } },
      required: [textField],
      additionalProperties: false,
    },
  };
}

interface Choice {
  readonly toolChoice?: ToolChoice;
  readonly allowed?: ReadonlySet<string>;
}

function choiceOf(choice: ResponsesBody['tool_choice']): Choice {
  if (choice === undefined || choice === null) return {};
  if (typeof choice === 'string') return { toolChoice: choice };
  if (choice.type !== 'allowed_tools') return { toolChoice: { name: modelName(choice) } };
  return { toolChoice: choice.mode, allowed: new Set(choice.tools.map(modelName)) };
}
