import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { maskedRequest } from '../../privacy/maskedRequest';
import { RestorableMasks } from '../../privacy/restorableMasks';
import { committedSteps } from '../committed/committedSteps';
import { restoredSteps } from '../committed/restoredSteps';
import type { CommittedStep } from '../committed/committedAnswer';
import { EventStream } from '../http/eventStream';
import { readJson } from '../http/requestBody';
import { sendJson, sendProblem } from '../http/sendJson';
import type { ChatProtocol, CommittedEvent, EndpointProblem, EndpointRequest } from '../protocols/chatProtocol';
import { askedBy } from './askedBy';
import type { Exchange } from './exchange';
import { choiceOf, isAuto } from './modelChoice';
import { servedComment, servedHeaders, type Served } from './servedHeaders';

const newId = (): string => randomUUID().replaceAll('-', '');

/** Answers one request for a chat. Throws `RequestProblem` before anything was sent. */
export async function serveChat(
  exchange: Exchange,
  protocol: ChatProtocol,
  path: Parameters<ChatProtocol['read']>[1],
): Promise<void> {
  const { request, manager, client, signal, limits, log } = exchange;
  const asked = protocol.read(await readJson(request, limits.maxBodyBytes), path);
  const model = choiceOf(asked.model, manager);
  const isKnown = model !== undefined || isAuto(asked.model);
  log.info(
    `[endpoint] ${client} asks by ${protocol.name} for ${isKnown ? (model?.model ?? 'auto') : 'an unknown model'}`,
  );
  const masks = new RestorableMasks();
  const masked = maskedRequest(asked.request, masks);
  const sources = askedBy(client, masks);
  const answer = manager.chat(masked, { signal, sources, ...(model ? { model } : {}) });
  const isWhole = !asked.isStreamed || (asked.request.tools?.length ?? 0) > 0;
  const steps = restoredSteps(committedSteps(answer, isWhole), masks);
  const headers: Headers = isKnown ? {} : { 'x-everpair-model': 'auto' };
  if (asked.isStreamed) await new StreamedAnswer(exchange, protocol, asked, headers).send(steps);
  else await sendWhole(exchange, protocol, asked, steps, headers);
}

type Steps = AsyncIterable<CommittedStep>;
type Headers = Readonly<Record<string, string>>;

async function sendWhole(
  { response }: Exchange,
  protocol: ChatProtocol,
  asked: EndpointRequest,
  steps: Steps,
  headers: Headers,
): Promise<void> {
  const events: CommittedEvent[] = [];
  for await (const step of steps) {
    switch (step.type) {
      case 'event':
        events.push(step.event);
        break;
      case 'end': {
        const { end, attempts } = step;
        const whole = protocol.whole(events, end, asked, newId);
        sendJson(response, 200, whole, { ...servedHeaders({ route: end.route, attempts }), ...headers });
        return;
      }
      case 'problem':
        sendProblem(response, step.problem, protocol.problem(step.problem));
        return;
      case 'cancelled':
        sendProblem(response, stopped(), protocol.problem(stopped()));
        return;
      case 'attempt':
        break;
    }
  }
}

/** One answer as it is streamed: headers are sent with the first event, so that a problem before it has its status. */
class StreamedAnswer {
  private readonly stream: EventStream;
  private readonly writer: ReturnType<ChatProtocol['writer']>;
  private served: Served | undefined;

  constructor(
    private readonly exchange: Exchange,
    private readonly protocol: ChatProtocol,
    asked: EndpointRequest,
    private readonly headers: Headers,
  ) {
    this.stream = new EventStream(exchange.response, exchange.limits, protocol.losesAtComments !== true);
    this.writer = protocol.writer(asked, newId);
  }

  async send(steps: Steps): Promise<void> {
    const late = setTimeout(() => void this.begin(), this.exchange.limits.quietMs);
    try {
      for await (const step of steps) await this.step(step);
    } finally {
      clearTimeout(late);
    }
  }

  private async step(step: CommittedStep): Promise<void> {
    const { stream, writer } = this;
    switch (step.type) {
      case 'attempt':
        this.served = { route: step.route, attempts: step.number };
        return;
      case 'event':
        await this.begin();
        await stream.write(writer.event(step.event));
        return;
      case 'end': {
        const { end, attempts } = step;
        this.served = { route: end.route, attempts };
        await this.begin();
        await stream.comment(servedComment(this.served));
        await stream.write(writer.end(end));
        stream.end();
        return;
      }
      case 'problem':
        await this.fail(step.problem);
        return;
      case 'cancelled':
        await this.fail(stopped());
        return;
    }
  }

  private async begin(): Promise<void> {
    const { stream, served } = this;
    if (stream.hasBegun) return;
    stream.begin({ ...(served ? servedHeaders(served) : {}), ...this.headers });
    await stream.write(this.writer.begin());
  }

  private async fail(problem: EndpointProblem): Promise<void> {
    const { stream, writer, protocol, exchange } = this;
    if (!stream.hasBegun) {
      sendProblem(exchange.response, problem, protocol.problem(problem));
      return;
    }
    await stream.write(writer.fail(problem));
    stream.break();
  }
}

/** Only a client that has not gone reads it: the endpoint closes. */
function stopped(): EndpointProblem {
  return { status: 503, code: 'stopped', message: l10n.t('The endpoint was stopped.') };
}
