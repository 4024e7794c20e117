import type OpenAI from 'openai';
import type { ChatRequest, ResponseFormat } from '../../model/request/request';
import { withFormInWords, withFormTold } from '../../model/request/responseFormat';
import { callableTools } from '../../model/request/toolChoice';
import type { Dialect } from '../catalogue/host';
import { schemaName } from '../messages/schemaName';

type Parameters = OpenAI.ChatCompletionCreateParamsStreaming;

/** The tools, and which of them may be called. A model chooses by itself where nothing is said. */
export function toolsOf(request: ChatRequest, { namesTool }: Dialect): Pick<Parameters, 'tools' | 'tool_choice'> {
  const { tools = [], toolChoice = 'auto' } = request;
  const isNamed = typeof toolChoice !== 'string';
  const sent = isNamed && !namesTool ? callableTools(request) : tools;
  if (sent.length === 0) return {};
  const named = { type: 'function', function: { name: isNamed ? toolChoice.name : '' } } as const;
  const choice = !isNamed ? toolChoice : namesTool ? named : 'required';
  return {
    tools: sent.map(({ name, description, inputSchema }) => ({
      type: 'function' as const,
      function: { name, description, parameters: { ...inputSchema } },
    })),
    ...(choice === 'auto' ? {} : { tool_choice: choice }),
  };
}

/** The form of the answer: as a parameter where the host takes it, in words where the host may not show it to its model. */
export function formOf(
  request: ChatRequest,
  { responseFormats, isGrammar }: Dialect,
): Pick<Parameters, 'response_format'> & Pick<ChatRequest, 'system'> {
  const { responseFormat } = request;
  // A grammar would keep the model from calling a tool.
  const isInWords = isGrammar && callableTools(request).length > 0;
  if (!responseFormat || isInWords) return { system: withFormInWords(request).system };
  const isSchema = responseFormat.type === 'json-schema' && responseFormats.includes('json_schema');
  const { system } = isSchema && !isGrammar ? request : withFormTold(request);
  if (isSchema) return { system, response_format: schemaFormat(responseFormat) };
  return { system, ...(responseFormats.includes('json_object') ? { response_format: { type: 'json_object' } } : {}) };
}

function schemaFormat(format: Extract<ResponseFormat, { type: 'json-schema' }>): Parameters['response_format'] {
  const { name, schema, isStrict } = format;
  const strict = isStrict === undefined ? {} : { strict: isStrict };
  return { type: 'json_schema', json_schema: { name: schemaName(name), schema: { ...schema }, ...strict } };
}
