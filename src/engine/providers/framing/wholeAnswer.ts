import { isWholeObject, readJson, withoutEmptyError } from './lenientJson';
import { listOf, recordOf, type WireRecord } from '../../model/text/jsonValue';

/**
 * The JSON answer of a host that does not stream, as one event of its protocol and the end: `chat.completion` and completions,
 * Anthropic's `message`, OpenAI's `response`, Google's candidates, Bedrock's `output`, llama.cpp's infill. Undefined where it is none of them.
 */
export function wholeAnswer(text: string): string | undefined {
  const event = eventOf(withoutEmptyError(recordOf(readJson(text)?.value)));
  // Its JSON is whole, and so is the answer.
  return event && `data: ${JSON.stringify(event)}\n\ndata: [DONE]\n\n`;
}

/** The events of a host that sends one JSON a line where events are due. Undefined where it is something else. */
export function eventsOfLines(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isLines = lines.length > 1 && lines.slice(0, -1).every(isWholeObject);
  return isLines ? lines.map((line) => `data: ${line}\n\n`).join('') : undefined;
}

function eventOf(value: WireRecord): WireRecord | undefined {
  if (value.error !== undefined) return undefined;
  const [choice] = listOf(value.choices);
  const { message, delta, text } = recordOf(choice);
  if (typeof message === 'object' || typeof delta === 'object' || typeof text === 'string') return value;
  if (value.type === 'message' && Array.isArray(value.content)) return value;
  if (Array.isArray(value.candidates)) return value;
  if (typeof value.stopReason === 'string' && recordOf(value.output).message !== undefined) return value;
  if (Array.isArray(value.output)) return { type: `response.${lastOf(value.status)}`, response: value };
  return typeof value.content === 'string' && value.stop === true ? value : undefined;
}

function lastOf(status: unknown): string {
  return status === 'incomplete' || status === 'failed' ? status : 'completed';
}
