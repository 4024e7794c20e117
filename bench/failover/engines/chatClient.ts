import type OpenAI from 'openai';
import type { Question } from '../scenario/questions';
import { CallPieces } from './callPieces';
import { model, type Told, toolDescription, toolSchema } from './engine';

interface Request {
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One question to an OpenAI client by Chat Completions. */
export async function* askChat(client: OpenAI, { text, call }: Question, request: Request): AsyncGenerator<Told> {
  const definition = call && { name: call.name, description: toolDescription, parameters: toolSchema };
  const stream = await client.chat.completions.create(
    {
      model,
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: text }],
      ...(definition ? { tools: [{ type: 'function', function: definition }] } : {}),
    },
    request,
  );
  const pieces = new CallPieces();
  for await (const { choices } of stream) {
    const { content, tool_calls } = choices[0]?.delta ?? {};
    if (typeof content === 'string' && content !== '') yield { type: 'text', text: content };
    for (const { function: part } of tool_calls ?? []) pieces.add(part?.name, part?.arguments);
  }
  yield* pieces.told();
}

/** One question to an OpenAI client by the Responses API. */
export async function* askResponses(client: OpenAI, { text, call }: Question, request: Request): AsyncGenerator<Told> {
  const definition = call && { name: call.name, description: toolDescription, parameters: toolSchema, strict: false };
  const stream = await client.responses.create(
    { model, stream: true, input: text, ...(definition ? { tools: [{ type: 'function', ...definition }] } : {}) },
    request,
  );
  const pieces = new CallPieces();
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta') yield { type: 'text', text: event.delta };
    else if (event.type === 'response.output_item.added' && event.item.type === 'function_call') {
      pieces.add(event.item.name, '');
    } else if (event.type === 'response.function_call_arguments.delta') pieces.add(undefined, event.delta);
  }
  yield* pieces.told();
}
