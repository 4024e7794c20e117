import * as l10n from '@vscode/l10n';
import type { Clock } from '../../../model/async/clock';
import { type Disposable, Emitter } from '../../../model/async/event';
import type { Message } from '../../../model/request/message';
import type { ChatRequest, FimRequest, ProviderRequest } from '../../../model/request/request';
import type { Route } from '../../../model/route/route';
import { shownNumber } from '../../../model/text/language';
import type { RequestSources } from '../../../privacy/requestSources';
import type { AttemptRecord, SkippedRoute } from '../../api/answer';
import type { RequestProfile } from '../../api/requestProfile';
import type { Boundary } from '../../api/policy';

/** A request as a provider got it, without parts that are larger than a person can read. */
export type SentRequest = ProviderRequest & {
  /** What is missing, one sentence. */
  readonly left?: string;
};

export interface RecordedAttempt {
  readonly route: Route;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** When the request left this machine; absent where none did. */
  readonly sentAt?: number;
  /** Absent where the provider got none. */
  readonly sent?: SentRequest;
  /** Absent while it goes on. */
  readonly end?: Pick<AttemptRecord, 'outcome' | 'failure' | 'firstContentMs'>;
}

export interface RecordedRequest {
  readonly id: string;
  readonly profile: RequestProfile;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly boundary: Boundary;
  readonly sources: RequestSources | undefined;
  readonly attempts: readonly RecordedAttempt[];
  /** The routes that were not asked, where the request failed. */
  readonly skipped: readonly SkippedRoute[];
}

/** Kept, all together. */
const maxRequests = 20;

/** Kept of requests that are not frequent, however many frequent ones come after them. */
const minRareRequests = 5;

/** UTF-16 units of one request. */
const maxRequestChars = 1_000_000;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Keeps the last requests and their routes in memory alone: no keys, and nothing on disk or in a log. */
export class RequestRecorder implements Disposable {
  private requests: RecordedRequest[] = [];
  private readonly changed = new Emitter<void>();

  /** A request began or ended, or all were forgotten. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly clock: Clock) {}

  /** The last first. */
  recent(): readonly RecordedRequest[] {
    return [...this.requests].reverse();
  }

  clear(): void {
    this.requests = [];
    this.changed.fire();
  }

  dispose(): void {
    this.requests = [];
    this.changed.dispose();
  }

  begin(what: Pick<RecordedRequest, 'id' | 'profile' | 'boundary' | 'sources'>): RequestRecord {
    const record = new RequestRecord(what, this.clock, () => this.changed.fire());
    this.requests.push(record);
    while (this.requests.length > maxRequests) this.dropOne();
    this.changed.fire();
    return record;
  }

  private dropOne(): void {
    const rare = this.requests.filter(({ profile }) => !profile.isFrequent).length;
    const oldest = this.requests.findIndex(({ profile }) => profile.isFrequent || rare > minRareRequests);
    this.requests.splice(Math.max(0, oldest), 1);
  }
}

/** One request as it comes about. */
export class RequestRecord implements RecordedRequest {
  readonly id: string;
  readonly profile: RequestProfile;
  readonly boundary: Boundary;
  readonly sources: RequestSources | undefined;
  readonly startedAt: number;
  readonly attempts: Writable<RecordedAttempt>[] = [];
  skipped: readonly SkippedRoute[] = [];

  constructor(
    { id, profile, boundary, sources }: Pick<RecordedRequest, 'id' | 'profile' | 'boundary' | 'sources'>,
    private readonly clock: Clock,
    private readonly onChange: () => void,
  ) {
    this.id = id;
    this.profile = profile;
    this.boundary = boundary;
    this.sources = sources;
    this.startedAt = clock.now();
  }

  attempt(route: Route): AttemptLog {
    const attempt: Writable<RecordedAttempt> = { route, startedAt: this.clock.now() };
    this.attempts.push(attempt);
    return {
      sending: (request) => (attempt.sent = clipped(request)),
      left: () => (attempt.sentAt = this.clock.now()),
      ended: ({ outcome, failure, firstContentMs }) => {
        attempt.end = { outcome, failure, firstContentMs };
        this.onChange();
      },
    };
  }

  failed(skipped: readonly SkippedRoute[]): void {
    this.skipped = skipped;
    this.onChange();
  }
}

/** Keeps what happens to one attempt. */
export interface AttemptLog {
  readonly sending: (request: ProviderRequest) => void;
  readonly left: () => void;
  readonly ended: (record: AttemptRecord) => void;
}

function clipped({ type, request }: ProviderRequest): SentRequest {
  return type === 'fim' ? clippedFim(request) : clippedChat(request);
}

function clippedFim(request: FimRequest): SentRequest {
  const { prefix, suffix, snippets = [] } = request;
  const size = prefix.length + suffix.length + snippets.reduce((sum, { text }) => sum + text.length, 0);
  if (size <= maxRequestChars) return { type: 'fim', request };
  const half = maxRequestChars / 2;
  const clipped = { ...request, prefix: prefix.slice(-half), suffix: suffix.slice(0, half), snippets: [], header: '' };
  return { type: 'fim', request: clipped, left: leftOut(size) };
}

/** The last messages are kept, since the user asks about them. */
function clippedChat(request: ChatRequest): SentRequest {
  const plain = { ...request, messages: request.messages.map(withoutImages) };
  const size = plain.messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (size <= maxRequestChars) return { type: 'chat', request: plain };
  let room = maxRequestChars;
  const messages: Message[] = [];
  for (const message of [...plain.messages].reverse()) {
    if (room <= 0) break;
    const parts = message.parts.map((part) =>
      part.type === 'text' ? { ...part, text: part.text.slice(0, room) } : part,
    );
    messages.unshift({ ...message, parts });
    room -= sizeOf(message);
  }
  return { type: 'chat', request: { ...plain, messages }, left: leftOut(size) };
}

function withoutImages(message: Message): Message {
  if (!message.parts.some(({ type }) => type === 'image')) return message;
  const parts = message.parts.map((part) =>
    part.type === 'image'
      ? { type: 'text' as const, text: l10n.t('[an image, {0} characters]', shownNumber(part.data.length)) }
      : part,
  );
  return { ...message, parts };
}

function sizeOf({ parts }: Message): number {
  return parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 100), 0);
}

function leftOut(size: number): string {
  return l10n.t(
    'The request has {0} characters, of which the first or last {1} are kept here. All of it was sent.',
    shownNumber(size),
    shownNumber(maxRequestChars),
  );
}
