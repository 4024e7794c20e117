import type { Repair } from '../../../model/failure/failure';
import type { ErrorBody } from '../errorBody';

/**
 * Ways to refuse a trailing assistant turn. Claude from 4.6 on, also through Bedrock, Vertex, Copilot and OpenRouter: "does
 * not support assistant message prefill. The conversation must end with a user message". Mistral without its mark:
 * "Expected last role User or Tool". llama.cpp: "prefill is incompatible with enable_thinking", "2 or more assistant
 * messages at the end". vLLM: "continue_final_message is set but". Gemini: "ensure that … requests end with a user role".
 */
const prefill =
  /pre-?fill|last (?:message|role)|ends? with a user (?:message|role|turn)|final.{0,3} .?assistant.? |assistant messages? at the end|continue_final_message|assistant message.{0,40}(?:not supported|final)/i;

const signature =
  /(?:thinking|reasoning).{0,80}signature|signature.{0,80}(?:thinking|reasoning)|(?:redacted_)?thinking.{0,3} blocks?.{0,120}cannot be modified/i;

const toolId = /tool[_ ]?(?:call|use).*(?:\bids?\b|pattern|length|too long)|\bids?\b.*tool[_ ]?(?:call|use)/i;

const parameter = /\b(?:temperature|stop)\b.{0,60}(?:not supported|unsupported|deprecated|not permitted)/i;

/** What may be left out or changed so that the route takes the request after all, as far as its refusal tells. */
export function repairOf({ message, code, param }: ErrorBody): Repair | undefined {
  const words = message.slice(0, 2_000);
  if (prefill.test(words)) return 'prefill';
  if (signature.test(words)) return 'thinking-signature';
  // Mistral's code for it.
  if (code === '3280' || isAboutToolId(param) || toolId.test(words)) return 'tool-call-id';
  if (code === 'unsupported_parameter' || code === 'unsupported_value') return 'parameter';
  return param === 'temperature' || parameter.test(words) ? 'parameter' : undefined;
}

function isAboutToolId(param: string): boolean {
  return /tool_calls?\b.*\bid$|tool_call_id$|call_id$/.test(param);
}
