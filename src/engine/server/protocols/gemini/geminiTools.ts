import type { ChatRequest, ToolChoice, ToolSpec } from '../../../model/request/request';
import { hostedTool, offeredTools } from '../body/offeredTools';
import type { GeminiBody } from './geminiBody';
import { jsonSchema } from './jsonSchema';

/** Throws `RequestProblem` for a tool that Google runs. */
export function geminiTools({
  tools,
  toolConfig,
}: Pick<GeminiBody, 'tools' | 'toolConfig'>): Pick<ChatRequest, 'tools' | 'toolChoice'> {
  const declared = (tools ?? []).flatMap(({ functionDeclarations, ...others }): readonly ToolSpec[] => {
    const hosted = Object.keys(others).find((name) => (others[name] ?? undefined) !== undefined);
    if (hosted !== undefined) throw hostedTool(hosted);
    return (functionDeclarations ?? []).map(({ name, description, parameters, parametersJsonSchema }) => ({
      name,
      description: description ?? '',
      inputSchema: jsonSchema(parametersJsonSchema ?? parameters ?? { type: 'object', properties: {} }),
    }));
  });
  const { mode, allowedFunctionNames } = toolConfig?.functionCallingConfig ?? {};
  const allowed = new Set(allowedFunctionNames ?? []);
  const offered = allowed.size === 0 ? declared : declared.filter(({ name }) => allowed.has(name));
  return offeredTools(offered, choiceOf(mode?.toUpperCase()));
}

function choiceOf(mode: string | undefined): ToolChoice | undefined {
  switch (mode) {
    case 'NONE':
      return 'none';
    case 'ANY':
      return 'required';
    // Validated: a model may call one, and then rightly.
    case 'AUTO':
    case 'VALIDATED':
      return 'auto';
    default:
      return undefined;
  }
}
