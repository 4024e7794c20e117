import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { RestorableMasks } from '../../privacy/restorableMasks';
import { committedSteps } from '../committed/committedSteps';
import { restoredSteps } from '../committed/restoredSteps';
import type { AnswerEnd, EndpointProblem } from '../protocols/chatProtocol';
import { finishReasons, nowSeconds } from '../protocols/openAiChat/chatWriter';
import { openAiProblem } from '../protocols/openAiChat/openAiProblem';
import { openAiUsage } from '../protocols/openAiChat/openAiUsage';
import { readBody } from '../protocols/body/readBody';
import { EventStream } from '../http/eventStream';
import { readJson } from '../http/requestBody';
import { sendJson, sendProblem } from '../http/sendJson';
import { askedBy } from './askedBy';
import type { Exchange } from './exchange';
import type { Hole } from './holeTask';
import { servedHeaders } from './servedHeaders';

/** Tokens, as OpenAI's own where the client names none. */
const usualMaxTokens = 128;

const holeBody = z.object({
  prompt: z.union([z.string(), z.tuple([z.string()])]),
  suffix: z.nullish(z.string()),
  max_tokens: z.nullish(z.int().check(z.positive())),
  temperature: z.nullish(z.number()),
  stop: z.nullish(z.union([z.string(), z.array(z.string())])),
  stream: z.nullish(z.boolean()),
  n: z.nullish(z.literal(1)),
});

/**
 * OpenAI's older Completions: text that belongs between `prompt` and `suffix`. It comes whole, since a completion is short and
 * another route begins it again.
 */
export async function serveHole(exchange: Exchange): Promise<void> {
  const { request, response, manager, client, signal, limits, log, holeTask } = exchange;
  const body = readBody(holeBody, await readJson(request, limits.maxBodyBytes));
  log.info(`[endpoint] ${client} asks for a completion`);
  const masks = new RestorableMasks();
  const hole = holeOf(body, masks);
  const task = { ...holeTask(hole), sources: askedBy(client, masks) };
  let text = '';
  for await (const step of restoredSteps(committedSteps(manager.complete(task, { signal }), true), masks)) {
    if (step.type === 'event' && step.event.type === 'text') text += step.event.text;
    else if (step.type === 'problem') refuse(exchange, step.problem);
    else if (step.type === 'cancelled')
      refuse(exchange, { status: 503, code: 'stopped', message: l10n.t('The endpoint was stopped.') });
    else if (step.type === 'end') {
      const whole = wholeOf(text, step.end);
      const headers = servedHeaders({ route: step.end.route, attempts: step.attempts });
      if (body.stream !== true) {
        sendJson(response, 200, whole, headers);
        return;
      }
      const stream = new EventStream(response, limits);
      stream.begin(headers);
      await stream.write([{ data: JSON.stringify(whole) }, { data: '[DONE]' }]);
      stream.end();
    }
  }
}

function holeOf(
  { prompt, suffix, max_tokens, temperature, stop }: z.infer<typeof holeBody>,
  masks: RestorableMasks,
): Hole {
  return {
    prefix: masks.mask(typeof prompt === 'string' ? prompt : prompt[0]).text,
    suffix: masks.mask(suffix ?? '').text,
    maxOutputTokens: max_tokens ?? usualMaxTokens,
    temperature: temperature ?? 0,
    stop: typeof stop === 'string' ? [stop] : (stop ?? []),
  };
}

function wholeOf(text: string, { reason, route, usage }: AnswerEnd) {
  const counts = openAiUsage(usage);
  return {
    id: `cmpl-${randomUUID()}`,
    object: 'text_completion',
    created: nowSeconds(),
    model: route.id,
    choices: [{ index: 0, text, logprobs: null, finish_reason: finishReasons[reason] }],
    ...(counts === undefined ? {} : { usage: counts }),
  };
}

function refuse({ response }: Exchange, problem: EndpointProblem): void {
  sendProblem(response, problem, openAiProblem(problem));
}
