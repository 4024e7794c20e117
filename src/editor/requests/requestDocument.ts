import * as l10n from '@vscode/l10n';
import { capitalised, failureClause, type Message, shortHost, shownNumber, textLanguage } from '../../engine/model';
import type { RecordedAttempt, RecordedRequest, SentRequest } from '../../engine/failover';
import { shownSecretKinds } from '../../engine/privacy';

/** What a request was, to whom it went and why, as markdown that shows every text as it was sent. Pure. */
export function requestDocument(request: RecordedRequest): string {
  const { profile, startedAt, boundary, attempts, skipped, sources } = request;
  const lines = [
    l10n.t('# Everpair: {0}', titleOf(request)),
    '',
    l10n.t('- Time: {0}', new Date(startedAt).toLocaleString(textLanguage())),
    l10n.t('- Task: {0}', taskName(profile)),
    ...(sources?.askedBy === undefined ? [] : [l10n.t('- Asked by: {0}', code(sources.askedBy))]),
    l10n.t('- Boundary: {0}', boundary),
    '',
    l10n.t('## What it was made of'),
    '',
    ...listed(
      (sources?.files ?? []).map(({ path, part, chars, masked }) => {
        return masked.length === 0
          ? l10n.t('{0}: {1}, {2} characters', code(path), part, shownNumber(chars))
          : l10n.t(
              '{0}: {1}, {2} characters; masked: {3}',
              code(path),
              part,
              shownNumber(chars),
              shownSecretKinds(masked),
            );
      }),
      l10n.t('No file.'),
    ),
    l10n.t('## What was kept back'),
    '',
    ...listed(
      (sources?.keptBack ?? []).map(({ path, rule }) => l10n.t('{0}: excluded by {1}', code(path), rule)),
      l10n.t('Nothing.'),
    ),
    ...attempts.flatMap((attempt, index) => attemptLines(attempt, index + 1, startedAt)),
    ...(skipped.length === 0
      ? []
      : [
          l10n.t('## Who was not asked'),
          '',
          ...listed(
            skipped.map(({ detail }) => detail),
            '',
          ),
        ]),
    l10n.t(
      'This is kept in memory only, for the last twenty requests, and forgotten when the window closes. It holds no keys.',
    ),
    '',
  ];
  return lines.join('\n');
}

/** One line for a list of requests. */
export function titleOf({ profile, attempts, sources }: RecordedRequest): string {
  const last = attempts.at(-1);
  const who = last ? `${last.route.label}, ${last.route.model}` : l10n.t('nobody was asked');
  const task = sources?.askedBy === undefined ? taskName(profile) : `${taskName(profile)}, ${sources.askedBy}`;
  return `${task} (${who})`;
}

/** How a request ended, and which provider wrote how much. */
export function detailOf({ attempts, sources }: RecordedRequest): string {
  const ends = attempts.map(({ end }) => outcomeInWords(end)).join(', ');
  const files = sources?.files.length ?? 0;
  const kept = sources?.keptBack.length ?? 0;
  return [
    ends,
    files === 1 ? l10n.t('1 file') : l10n.t('{0} files', files),
    ...(kept > 0 ? [l10n.t('{0} kept back', kept)] : []),
  ].join(' · ');
}

function attemptLines(attempt: RecordedAttempt, number: number, startedAt: number): readonly string[] {
  const { route, sentAt, sent, end } = attempt;
  const left =
    sentAt === undefined
      ? l10n.t('nothing left this machine')
      : l10n.t('the request left after {0} ms', sentAt - startedAt);
  const outcome = outcomeInWords(end);
  const first =
    end?.firstContentMs === undefined
      ? outcome
      : l10n.t('{0}, first content after {1} ms', outcome, shownNumber(end.firstContentMs));
  const whole = end?.failure
    ? l10n.t('{0}: {1}, so the next was asked if there was one', first, capitalised(failureClause(route, end.failure)))
    : first;
  return [
    l10n.t('## Attempt {0}: {1}', number, route.label),
    '',
    l10n.t('- Model: {0}', code(route.model)),
    l10n.t('- Endpoint: {0}', code(route.endpoint)),
    l10n.t('- Goes to: {0} ({1})', shortHost(route.vendor), route.trust),
    l10n.t('- Sent: {0}', left),
    l10n.t('- Outcome: {0}', whole),
    '',
    ...(sent ? sentLines(sent) : [l10n.t('The provider was not handed a request.'), '']),
  ];
}

function taskName({ name }: RecordedRequest['profile']): string {
  if (name === 'chat') return l10n.t('chat');
  return name === 'completion' ? l10n.t('completion') : name;
}

function outcomeInWords(end: RecordedAttempt['end']): string {
  switch (end?.outcome) {
    case undefined:
      return l10n.t('under way');
    case 'served':
      return l10n.t('served');
    case 'failed':
      return l10n.t('failed');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'hedge-lost':
      return l10n.t('slower, so it was stopped');
  }
}

function sentLines(sent: SentRequest): readonly string[] {
  const note = sent.left === undefined ? [] : [sent.left, ''];
  if (sent.type === 'fim') {
    const { prefix, suffix, snippets = [], header = '', template, ...parameters } = sent.request;
    return [
      ...note,
      ...named(l10n.t('Parameters'), JSON.stringify(parameters, undefined, 2)),
      ...snippets.flatMap(({ path, text }) => named(l10n.t('Piece of {0}', path), text)),
      ...(header === ''
        ? []
        : named(l10n.t('Pieces as text before the prefix, where the host has no other place'), header)),
      ...named(l10n.t('Before the cursor'), prefix),
      ...named(l10n.t('Behind the cursor'), suffix),
      ...(template ? named(l10n.t('The same as a raw prompt, where the host wants one'), template.prompt) : []),
    ];
  }
  const { system, messages, ...parameters } = sent.request;
  return [
    ...note,
    ...named(l10n.t('Parameters'), JSON.stringify(parameters, undefined, 2)),
    ...(system === undefined ? [] : named(l10n.t('System'), system)),
    ...messages.flatMap((message) =>
      named(message.role === 'user' ? l10n.t('User') : l10n.t('Assistant'), wordsOf(message)),
    ),
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
