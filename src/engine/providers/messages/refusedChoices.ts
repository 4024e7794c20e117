import type { OptionalParameter } from '../../model/failure/optionalParameter';
import type { ChatRequest } from '../../model/request/request';
import { withFormInWords } from '../../model/request/responseFormat';
import { withChoiceInWords } from '../../model/request/toolChoice';

/** The parameters that hold the form of an answer, over all protocols. */
export const formParameters = [
  'response_format',
  'format',
  'responseJsonSchema',
  'responseMimeType',
  'outputConfig',
] as const satisfies readonly OptionalParameter[];

/** The parameters that hold the choice of tools, over all protocols. */
export const choiceParameters = [
  'tool_choice',
  'toolChoice',
  'functionCallingConfig',
] as const satisfies readonly OptionalParameter[];

/** The request with that in words which the route has refused as a parameter. */
export function withRefusedInWords(request: ChatRequest, refused: ReadonlySet<OptionalParameter> = none): ChatRequest {
  const formed = formParameters.some((name) => refused.has(name)) ? withFormInWords(request) : request;
  return choiceParameters.some((name) => refused.has(name)) ? withChoiceInWords(formed) : formed;
}

const none: ReadonlySet<OptionalParameter> = new Set();
