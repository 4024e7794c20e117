import * as l10n from '@vscode/l10n';
import { RestorableMasks } from '../../privacy/restorableMasks';
import { committedSteps } from '../committed/committedSteps';
import { restoredSteps } from '../committed/restoredSteps';
import type { EndpointProblem } from '../protocols/chatProtocol';
import type { Hole, HoleProtocol } from '../protocols/hole/holeProtocol';
import { openAiProblem } from '../protocols/openAiChat/openAiProblem';
import { EventStream } from '../http/eventStream';
import { readJson } from '../http/requestBody';
import { sendJson, sendProblem } from '../http/sendJson';
import { askedBy } from './askedBy';
import type { Exchange } from './exchange';
import { holeTask } from './holeTask';
import { servedHeaders } from './servedHeaders';

/** Answers one request for the text of a hole. Throws `RequestProblem` before anything was sent. */
export async function serveHole(exchange: Exchange, protocol: HoleProtocol): Promise<void> {
  const { request, response, manager, client, signal, limits, log, fillTemplate } = exchange;
  const { hole, isStreamed } = protocol.read(await readJson(request, limits.maxBodyBytes));
  log.info(`[endpoint] ${client} asks by ${protocol.name} for a completion`);
  if (protocol.nothing && hole.maxOutputTokens === 0) {
    sendJson(response, 200, protocol.nothing);
    return;
  }
  const masks = new RestorableMasks();
  const task = { ...holeTask(masked(hole, masks), fillTemplate), sources: askedBy(client, masks) };
  let text = '';
  for await (const step of restoredSteps(committedSteps(manager.complete(task, { signal }), true), masks)) {
    if (step.type === 'event' && step.event.type === 'text') text += step.event.text;
    else if (step.type === 'problem') refuse(exchange, step.problem);
    else if (step.type === 'cancelled')
      refuse(exchange, { status: 503, code: 'stopped', message: l10n.t('The endpoint was stopped.') });
    else if (step.type === 'end') {
      const headers = servedHeaders({ route: step.end.route, attempts: step.attempts });
      if (!isStreamed) {
        sendJson(response, 200, protocol.whole(text, step.end), headers);
        return;
      }
      const stream = new EventStream(response, limits);
      stream.begin(headers);
      await stream.write(protocol.events(text, step.end));
      stream.end();
    }
  }
}

function masked(hole: Hole, masks: RestorableMasks): Hole {
  return {
    ...hole,
    prefix: masks.mask(hole.prefix),
    suffix: masks.mask(hole.suffix),
    snippets: hole.snippets.map(({ path, text }) => ({ path, text: masks.mask(text) })),
  };
}

function refuse({ response }: Exchange, problem: EndpointProblem): void {
  sendProblem(response, problem, openAiProblem(problem));
}
