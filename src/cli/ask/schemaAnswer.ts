import * as l10n from '@vscode/l10n';
import type { ProviderManager } from '../../engine/failover';
import { Ended, ending } from '../output/exitCodes';
import { type Answer, ask, type Asking, named } from './answer';
import { jsonIn } from './jsonAnswer';
import type { AnswerSchema } from './schema';

type ChatRequest = Parameters<ProviderManager['chat']>[0];
type Message = ChatRequest['messages'][number];

const times = 2;

/**
 * The answer as JSON that is valid against the schema. One that is not is asked for once more, with its faults. Throws `Ended` where that
 * one is not either.
 */
export async function askForJson(request: ChatRequest, schema: AnswerSchema, asking: Asking): Promise<Answer> {
  let messages = request.messages;
  let isFallback = false;
  for (let time = 1; ; time += 1) {
    const answer = await ask(requestFor({ ...request, messages }, schema), asking);
    isFallback ||= answer.isFallback;
    const found = jsonIn(answer.text);
    const faults = found ? schema.faultsOf(found.value) : ['It is no JSON.'];
    if (found && faults.length === 0) return { ...answer, text: JSON.stringify(found.value), isFallback };
    asking.reporter.event({ type: 'invalid', ...named(answer.route), faults });
    if (time === times) {
      const message = l10n.t(
        '{0} has answered twice, and not as the schema wants it: {1}',
        answer.route.label,
        faults.join('; '),
      );
      throw new Ended(ending('invalid', message, { fields: { ...named(answer.route), faults } }));
    }
    asking.reporter.note(l10n.t('The answer is not as the schema wants it, and is asked for once more.'));
    messages = [...messages, said('assistant', answer.text), said('user', complaint(faults))];
  }
}

function requestFor(request: ChatRequest, { schema }: AnswerSchema): ChatRequest {
  const rule = `Answer with one JSON value alone, without a fence and without a word around it. It must be valid against this JSON Schema:\n${JSON.stringify(schema)}`;
  return {
    ...request,
    system: [request.system, rule].filter(Boolean).join('\n\n'),
    responseFormat: { type: 'json-schema', name: 'answer', schema },
  };
}

function complaint(faults: readonly string[]): string {
  return `This is not valid:\n${faults.map((fault) => `- ${fault}`).join('\n')}\nAnswer again, with the whole JSON value alone.`;
}

/** An empty text is no message to some vendors. */
function said(role: Message['role'], text: string): Message {
  return { role, parts: [{ type: 'text', text: text.trim() === '' ? '…' : text }] };
}
