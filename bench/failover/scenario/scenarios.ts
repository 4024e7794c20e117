import type { Fault } from './faults';
import { fenced, german, plain, type Question, withCall } from './questions';

/** What a scenario is an example of; times are compared within a kind only. */
export const kinds = {
  /** Nothing is broken, or nothing that has to be left. */
  control: 'controls: A answers',
  /** A says at once, before the first word, that it cannot. */
  loud: 'loud: A fails at once',
  /** A does not say so. */
  silent: 'silent: A is never heard',
  /** A has begun to answer. */
  middle: 'in mid-answer',
  'silent-middle': 'silent in mid-answer',
  /** A is not the only one, or not always broken. */
  chain: 'B fails too, or A comes and goes',
} as const;

export type Kind = keyof typeof kinds;

/** One row of the matrix: who is broken how, and what is asked. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  /** What A does at each question in turn, from the beginning again after the last. */
  readonly a: readonly [Fault, ...Fault[]];
  readonly b: Fault;
  /** A healthy third provider after B. */
  readonly withC: boolean;
  readonly question: Question;
  /** Milliseconds that every engine is given for one answer. */
  readonly patience: number;
  /** What a reader has to know to judge the row. */
  readonly note?: string;
}

/** Milliseconds. */
export const usualTimeoutMs = 25_000;
/** Everpair bears a line that lives but says nothing for 60 s, as some models think that long. */
const longTimeoutMs = 90_000;

type Extra = Partial<Omit<Scenario, 'id' | 'title' | 'kind'>>;

function scenario(kind: Kind, fault: Fault, title: string, extra: Extra & { readonly id?: string } = {}): Scenario {
  return {
    id: fault,
    title,
    kind,
    a: [fault],
    b: 'healthy',
    withC: false,
    question: plain,
    patience: usualTimeoutMs,
    ...extra,
  };
}

const callNote =
  'No continuation can be exact: the first half of a call is worth nothing to another model, and must not be run. ' +
  'Exact means that the answer was begun anew on B, what A had written was taken back, and one whole call came out.';
const lastWordNote =
  'Nothing is missing but the mark that the answer is whole. B is asked to go on from an answer that is complete, so ' +
  'that exact rests on B adding nothing, as it does here.';
const progressNote =
  'The line lives, so that only a deadline for progress ends it: 60 s in Everpair for a model that is not known to think. ' +
  'All engines are given 90 s here.';

export const scenarios: readonly Scenario[] = [
  scenario('control', 'healthy', 'Healthy'),
  scenario('control', 'healthy', 'Healthy, the answer ends in a tool call', { id: 'healthy-call', question: withCall }),
  scenario('control', 'slow-first-word', 'First word after 8 s'),
  scenario('control', 'octet-type', '200 as application/octet-stream, the stream is right', {
    note: 'Exact from A or from B.',
  }),
  scenario('control', 'html-type', '200 as text/html, the stream is right', { note: 'Exact from A or from B.' }),
  scenario('loud', 'status-529', '529 overloaded'),
  scenario('loud', 'status-500', '500 server error'),
  scenario('loud', 'status-502', '502 with a page of HTML'),
  scenario('loud', 'status-503', '503 unavailable'),
  scenario('loud', 'status-429', '429 rate limited, retry-after 30 s'),
  scenario('loud', 'quota', 'Quota or credit used up (429, 402)'),
  scenario('loud', 'status-401', '401 key refused'),
  scenario('loud', 'status-404', '404 model missing'),
  scenario('loud', 'refused', 'Connection refused'),
  scenario('loud', 'reset', 'Connection reset before the headers'),
  scenario('loud', 'dns', 'Name not found'),
  scenario('loud', 'tls-self-signed', 'TLS: self-signed certificate'),
  scenario('loud', 'tls-plain', 'TLS: plain text behind https'),
  scenario('loud', 'portal', '200 with a log-in page (captive portal)'),
  scenario('loud', 'binary', '200 as application/octet-stream, binary rubbish'),
  scenario('loud', 'error-200', '200 with an error as JSON'),
  scenario('loud', 'empty-200', '200 without a body'),
  scenario('loud', 'empty-answer', '200, a proper end and no text'),
  scenario('loud', 'error-event-first', 'Error event before the first word'),
  scenario('silent', 'hang', 'Accepted, never answered'),
  scenario('silent', 'headers-then-silence', '200, then nothing'),
  scenario('silent', 'pings-first', '200, then only keep-alives'),
  scenario('silent', 'loris-first', 'Slow loris: 200, then one byte a second'),
  scenario('middle', 'cut-first-word', 'Reset after the first word'),
  scenario('middle', 'cut-middle', 'Reset in mid-answer'),
  scenario('middle', 'cut-last-word', 'Reset after the last word, before the end', { note: lastWordNote }),
  scenario('middle', 'closed-first-word', 'Closed in good order after the first word'),
  scenario('middle', 'closed-middle', 'Closed in good order in mid-answer'),
  scenario('middle', 'closed-last-word', 'Closed in good order after the last word, before the end', {
    note: lastWordNote,
  }),
  scenario('middle', 'closed-in-character', 'Closed inside a multi-byte character', { question: german }),
  scenario('middle', 'closed-in-line', 'Closed inside a line'),
  scenario('middle', 'closed-middle', 'Closed inside a code block', { id: 'closed-in-fence', question: fenced }),
  scenario('middle', 'closed-in-tool-call', 'Closed inside a tool call', { question: withCall, note: callNote }),
  scenario('middle', 'cut-in-tool-call', 'Reset inside a tool call', { question: withCall, note: callNote }),
  scenario('middle', 'error-event-middle', 'Error event in mid-answer'),
  scenario('middle', 'garbage-then-end', 'Malformed event in mid-answer, then the end'),
  scenario('middle', 'garbage-then-rest', 'Malformed event in mid-answer, then the rest', {
    note: 'Exact means that nothing is missing, from whomever: an event that cannot be read may have held a word.',
  }),
  scenario('middle', 'endless-line', 'A line of 9 MB without an end', {
    note: 'Everpair leaves a line at 8 MB, more than any protocol here sends; who does not waits for the rest of it.',
  }),
  scenario('silent-middle', 'stall-middle', 'Silent in mid-answer'),
  scenario('silent-middle', 'pings-middle', 'Only keep-alives in mid-answer', {
    patience: longTimeoutMs,
    note: progressNote,
  }),
  scenario('silent-middle', 'loris-middle', 'Slow loris: one byte a second in mid-answer', {
    patience: longTimeoutMs,
    note: progressNote,
  }),
  scenario('chain', 'status-529', 'A and B overloaded (529), C healthy', {
    id: 'b-529',
    b: 'status-529',
    withC: true,
  }),
  scenario('chain', 'cut-middle', 'A cut in mid-answer, B overloaded (529), C healthy', {
    id: 'cut-b-529',
    b: 'status-529',
    withC: true,
  }),
  scenario('chain', 'cut-middle', 'A cut in mid-answer, B cut in mid-answer as well, C healthy', {
    id: 'cut-b-cut',
    b: 'cut-middle',
    withC: true,
  }),
  scenario('chain', 'healthy', 'A up, down (529), up, down', {
    id: 'flapping',
    a: ['healthy', 'status-529'],
    note: 'Two questions make one: exact means that both were, time is the slower one’s, requests are those of both.',
  }),
];

export const scenarioIds = scenarios.map(({ id }) => id);
