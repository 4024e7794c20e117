import { format, resolveConfig } from 'prettier';
import { failureEffect } from '../../../../src/engine/failover/health/failureEffects';
import { type Failure, type FailureKind, failureKinds } from '../../../../src/engine/model/failure/failure';
import { route } from '../../../unit/engine/failover/fixtures';
import { classifiers, context, response } from '../../../unit/engine/providers/fixtures';
import { collect, userSays } from '../support/fixtures';
import { answering, inMemory } from '../support/inMemory';
import { ProxyFault } from '../../../../src/engine/providers/errors/connection/connectionFaults';
import { failureFrom } from '../../../../src/engine/providers/errors/failureFrom';
import type { WireFault } from '../../../../src/engine/providers/errors/wireFault';
import { groups } from './groups';
import type { Group, Row } from './row';

export const documentPath = 'docs/failure-taxonomy.md';

const introduction = `# What counts as which failure

How each protocol tells that something is wrong, and what follows. \`test/wire/providers/taxonomy\` has the bytes of every row;
this page is made of them and of the code's verdicts by \`npx tsx test/wire/providers/taxonomy/write.ts\`, and a test holds it to both.

What is unknown is treated as safely as can be: a status from 500 on is the server's fault, any other from 400 on a bad request, an
unknown error inside a stream is \`in-stream\`, and a success that is not the protocol is a failure. Codes count before words, and
words before the status. A time to wait is read from \`retry-after-ms\`, \`retry-after\` (seconds, a duration or a date),
Google's \`RetryInfo\`, the latest reset of the limits that are used up, and the words of the message, in this order; it is
never negative and never longer than a day.
`;

/** What was seen, through the real client, for each row. */
export async function failureTaxonomy(): Promise<string> {
  const sections = [introduction, '## What each kind does', kindsTable(), '## Every protocol', everyProtocol()];
  for (const group of groups) {
    const rows = await Promise.all(group.rows.map((row) => lineOf(group, row)));
    sections.push(
      `## ${group.title}`,
      `Source: <${group.source}>${group.basis === undefined ? '' : `. ${group.basis}`}`,
      table(['Signal', 'Kind', 'Scope', 'Beside that'], rows),
    );
  }
  const options = await resolveConfig(documentPath);
  return format(sections.join('\n\n'), { ...options, parser: 'markdown' });
}

async function lineOf(group: Group, row: Row): Promise<string[]> {
  const provider = inMemory(group, answering(row));
  const events = await collect(provider.chat(group.model, userSays('hi'), { signal: new AbortController().signal }));
  const last = events.at(-1);
  if (last?.type !== 'failed') return [row.signal, last?.type === 'done' ? `done, \`${last.reason}\`` : '', '', ''];
  return failureLine(row.signal, last.failure);
}

function failureLine(signal: string, failure: Failure): string[] {
  const { kind, scope, retryAfterMs, repair, contextWindowTokens } = failure;
  const more = [
    ...(contextWindowTokens === undefined ? [] : [`a limit of ${contextWindowTokens} tokens`]),
    ...(retryAfterMs === undefined ? [] : [`wait ${spanOf(retryAfterMs)}`]),
    ...(repair === undefined ? [] : [repairs[repair]]),
  ];
  return [signal, `\`${kind}\``, scope, more.join(', ')];
}

const repairs: Readonly<Record<NonNullable<Failure['repair']>, string>> = {
  prefill: 'asked again with a turn that asks to go on',
  'thinking-signature': 'asked again without reasoning',
  'tool-call-id': 'asked again with ids of nine letters and digits',
  parameter: 'asked again without what it refused',
  window: 'asked again with a larger window',
};

function kindsTable(): string {
  const rows = failureKinds.map((kind) => [
    `\`${kind}\``,
    failureFrom(kind, context).scope,
    healthOf(kind),
    nextOf(kind),
  ]);
  return table(['Kind', 'Scope', 'Health', 'The request'], rows);
}

function healthOf(kind: FailureKind): string {
  const effect = failureEffect(failureFrom(kind, context), route('a'), 'chat');
  const inCompletion = failureEffect(failureFrom(kind, context), route('a'), 'completion');
  switch (effect.type) {
    case 'none':
      return 'untouched';
    case 'count': {
      const isHalf = inCompletion.type === 'count' && inCompletion.weight < effect.weight;
      const half = isHalf ? ', for a completion as half a failure' : '';
      const spreads = effect.spreads ? '; of the endpoint too when a second model fails so' : '';
      return `counts against the circuit of the ${effect.circuit}${half}${spreads}`;
    }
    case 'cooldown': {
      const { firstMs, longestMs } = effect.backoff;
      const span = firstMs === longestMs ? spanOf(firstMs) : `${spanOf(firstMs)}, doubling up to ${spanOf(longestMs)}`;
      return `the ${effect.scope} rests as long as was said, else ${span}`;
    }
  }
}

function nextOf(kind: FailureKind): string {
  switch (kind) {
    case 'cancelled':
      return 'ends';
    case 'policy':
      return 'ends: another vendor is not asked to answer what one refused';
    case 'context-exceeded':
      return 'goes to a route with a larger window';
    case 'bad-request':
      return 'is asked once more where it can be mended, then goes to the next route';
    case 'offline':
      return 'goes to local routes only';
    default:
      return 'goes to the next route';
  }
}

function spanOf(ms: number): string {
  for (const [unit, size] of [
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1_000],
  ] as const) {
    if (ms >= size && ms % size === 0) return `${ms / size} ${unit}`;
  }
  return `${ms} ms`;
}

/** What is judged alike wherever it comes from; a line for each answer that differs. */
function everyProtocol(): string {
  const page = '<!DOCTYPE html><html>Log in</html>';
  const statuses = [400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 425, 429, 499, 503, 511, 529];
  const transport = (code: string, headersSeen = false): WireFault => ({
    type: 'transport',
    error: { cause: { code } },
    headersSeen,
    sawContent: headersSeen,
  });
  const faults: readonly (readonly [signal: string, fault: WireFault])[] = [
    ...statuses.map((status) => [`${status} without a word`, response(status)] as const),
    ['any other status below 500', response(418)],
    ['any other status from 500 on', response(599)],
    ['a page with a status below 500', response(403, page)],
    ['a page with 404 or 405', response(404, page)],
    ['plain text with 403', response(403, 'error code: 1010')],
    ['a page with a status from 500 on', response(502, page)],
    ['a page, other JSON or a redirect with success', notProtocol(page)],
    ['an error in JSON in the place of a stream', notProtocol('{"error":{"message":"Words."}}')],
    ['nothing, or an end without text', { type: 'ended', endMarker: true, sawContent: false }],
    ['an end without the mark, behind text', { type: 'ended', endMarker: false, sawContent: true }],
    ['a frame that cannot be read, behind text', { type: 'malformed', sawContent: true }],
    ['a frame that cannot be read, or of more than 8 MB, first', { type: 'malformed', sawContent: false }],
    ['refused, reset, not found, a wrong certificate', transport('ECONNREFUSED')],
    ['a proxy that wants a log-in, hangs, is down or forbids the host', behindProxy],
    ['no network on this machine', transport('ENETUNREACH')],
    ['reset in mid-answer', transport('ECONNRESET', true)],
  ];
  return table(
    ['Signal', 'Kind', 'Scope', 'Beside that'],
    faults.map(([signal, fault]) => failureLine(signal, classifiers.openai(fault, context))),
  );
}

const behindProxy: WireFault = {
  type: 'transport',
  error: new ProxyFault({ address: 'proxy:3128', source: 'http.proxy' }, 'silent'),
  headersSeen: false,
  sawContent: false,
};

function notProtocol(body: string): WireFault {
  return { type: 'not-protocol', status: 200, contentType: 'text/html', body };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')));
  return [head, head.map(() => '---'), ...escaped].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
