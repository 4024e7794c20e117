import { capitalised, failureClause, type Message, shortHost } from '../../engine/model';
import type { RecordedAttempt, RecordedRequest, SentRequest } from '../../engine/failover';

/** What a request was, to whom it went and why, as markdown that shows every text as it was sent. Pure. */
export function requestDocument(request: RecordedRequest): string {
  const { profile, startedAt, boundary, attempts, skipped, sources } = request;
  const lines = [
    `# Everpair: ${titleOf(request)}`,
    '',
    `- Time: ${new Date(startedAt).toLocaleString()}`,
    `- Task: ${profile.name}`,
    `- Boundary: ${boundary}`,
    '',
    '## What it was made of',
    '',
    ...listed(
      (sources?.files ?? []).map(({ path, part, chars, masked }) => {
        const note = masked.length === 0 ? '' : `; masked: ${masked.join(', ')}`;
        return `${code(path)}: ${part}, ${chars.toLocaleString('en-US')} characters${note}`;
      }),
      'No file.',
    ),
    '## What was kept back',
    '',
    ...listed(
      (sources?.keptBack ?? []).map(({ path, rule }) => `${code(path)}: excluded by ${rule}`),
      'Nothing.',
    ),
    ...attempts.flatMap((attempt, index) => attemptLines(attempt, index + 1, startedAt)),
    ...(skipped.length === 0
      ? []
      : [
          '## Who was not asked',
          '',
          ...listed(
            skipped.map(({ detail }) => detail),
            '',
          ),
        ]),
    'This is kept in memory only, for the last twenty requests, and forgotten when the window closes. It holds no keys.',
    '',
  ];
  return lines.join('\n');
}

/** One line for a list of requests. */
export function titleOf({ profile, attempts }: RecordedRequest): string {
  const last = attempts.at(-1);
  const who = last ? `${last.route.label}, ${last.route.model}` : 'nobody was asked';
  return `${profile.name} (${who})`;
}

/** How a request ended, and which provider wrote how much. */
export function detailOf({ attempts, sources }: RecordedRequest): string {
  const ends = attempts.map(({ end }) => end?.outcome ?? 'under way').join(', ');
  const files = sources?.files.length ?? 0;
  const kept = sources?.keptBack.length ?? 0;
  return [ends, `${files} ${files === 1 ? 'file' : 'files'}`, ...(kept > 0 ? [`${kept} kept back`] : [])].join(' · ');
}

function attemptLines(attempt: RecordedAttempt, number: number, startedAt: number): readonly string[] {
  const { route, sentAt, sent, end } = attempt;
  const left = sentAt === undefined ? 'nothing left this machine' : `the request left after ${sentAt - startedAt} ms`;
  const failed = end?.failure
    ? `: ${capitalised(failureClause(route, end.failure))}, so the next was asked if there was one`
    : '';
  const first = end?.firstContentMs === undefined ? '' : `, first content after ${end.firstContentMs} ms`;
  return [
    `## Attempt ${number}: ${route.label}`,
    '',
    `- Model: ${code(route.model)}`,
    `- Endpoint: ${code(route.endpoint)}`,
    `- Goes to: ${shortHost(route.vendor)} (${route.trust})`,
    `- Sent: ${left}`,
    `- Outcome: ${end?.outcome ?? 'under way'}${first}${failed}`,
    '',
    ...(sent ? sentLines(sent) : ['The provider was not handed a request.', '']),
  ];
}

function sentLines(sent: SentRequest): readonly string[] {
  const note = sent.left === undefined ? [] : [sent.left, ''];
  if (sent.type === 'fim') {
    const { prefix, suffix, snippets = [], header = '', template, ...parameters } = sent.request;
    return [
      ...note,
      ...named('Parameters', JSON.stringify(parameters, undefined, 2)),
      ...snippets.flatMap(({ path, text }) => named(`Piece of ${path}`, text)),
      ...(header === '' ? [] : named('Pieces as text before the prefix, where the host has no other place', header)),
      ...named('Before the cursor', prefix),
      ...named('Behind the cursor', suffix),
      ...(template ? named('The same as a raw prompt, where the host wants one', template.prompt) : []),
    ];
  }
  const { system, messages, ...parameters } = sent.request;
  return [
    ...note,
    ...named('Parameters', JSON.stringify(parameters, undefined, 2)),
    ...(system === undefined ? [] : named('System', system)),
    ...messages.flatMap((message) => named(message.role === 'user' ? 'User' : 'Assistant', wordsOf(message))),
  ];
}

function wordsOf({ parts }: Message): string {
  return parts.map((part) => (part.type === 'text' ? part.text : JSON.stringify(part))).join('');
}

/** A text as it is, in a fence that is longer than any in it. */
function named(title: string, text: string): readonly string[] {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`### ${title.replace(/\s+/g, ' ')}`, '', `${fence}text`, text, fence, ''];
}

function listed(items: readonly string[], none: string): readonly string[] {
  return [...(items.length === 0 ? [none] : items.map((item) => `- ${item}`)), ''];
}

function code(text: string): string {
  return `\`${text.replace(/[`\s]+/g, ' ')}\``;
}
