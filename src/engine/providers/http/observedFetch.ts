import { abortReason } from '../../model/async/abortReason';
import type { CallOptions } from '../../model/provider/provider';
import { beginningOf, type Bytes, cameToItsEnd, maxErrorBodyBytes, restOf } from '../framing/bodyReading';
import { type BodyForm, firstSign, FrameGate, maxFrameBytes, MalformedBody } from '../framing/frames';
import { outgoingHeaders, UnsendableHeader } from './outgoingHeaders';
import { wellFormedBody } from '../framing/wellFormedBody';
import { eventsOfLines, wholeAnswer } from '../framing/wholeAnswer';
import type { ProviderFetch } from '../connection/providerFetch';
import type { WireFault } from '../errors/wireFault';
import { rateLimitsIn } from '../limits/rateLimitHeaders';

type Fetch = typeof globalThis.fetch;

const pages = /^(?:text\/html|application\/xhtml|(?:text|application)\/xml)/i;

/** Thrown into the client when the request must not leave. */
class NotAllowed extends Error {}

/** Thrown into the client when the response is not what was asked for; `fault` tells why. */
class Refused extends Error {}

export interface ObservedFetchOptions {
  readonly fetch: ProviderFetch;
  readonly call: CallOptions;
  /** What the body of a success has to be. */
  readonly form: BodyForm;
  /** The user's own headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** The credential's headers at the moment of sending, empty without one. */
  readonly auth: () => Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The `fetch` that is given to a client for one call. It decides which headers are sent, reports signs of life, keeps
 * the raw text of an error response, and refuses a response outside the protocol before the client chokes on it.
 * Redirects are refused: neither code nor key may follow one to another host. Once closed, or when the call's signal
 * aborts, its sockets are closed, even if the client goes on.
 */
export class ObservedFetch {
  /** What was seen to be wrong, more exact than the error that the client makes of it. */
  fault: WireFault | undefined;
  /** The request has left this code. */
  requested = false;
  /** What was sent, as the client wrote it. */
  sent: string | undefined;
  headersSeen = false;
  /** The body broke off: the socket's fault, not the client's. */
  broke = false;
  /** The host said that nothing more comes, in the way that all protocols of events share: `[DONE]`. */
  saidDone = false;
  /** Of the success that is being read. */
  responseHeaders: Headers | undefined;
  /** Called when the answer is whole. */
  onWhole: (() => void) | undefined;
  /** The caller does not let the request leave any more. */
  forbidden = false;
  /** Why the request could not even be made, in words without values. */
  unsendable: string | undefined;
  private readonly controller = new AbortController();
  private readonly close = (): void => this.controller.abort(abortReason);
  private readonly signals: AbortSignal[] = [];
  private ended = false;
  private reader: ReadableStreamDefaultReader<Bytes> | undefined;

  constructor(private readonly options: ObservedFetchOptions) {
    this.follow(options.call.signal);
  }

  /** Aborts with the call's, and with the client's own. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get calledOff(): boolean {
    return this.options.call.signal.aborted;
  }

  /**
   * Nothing more is wanted of the response. Its socket is closed, or kept for the next request where the answer is whole
   * and the end of the body comes soon. The first call counts.
   */
  async end(isWhole: boolean): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    if (isWhole) this.onWhole?.();
    for (const signal of this.signals) signal.removeEventListener('abort', this.close);
    if (!isWhole || this.signal.aborted || !this.reader || !(await cameToItsEnd(this.reader))) this.close();
  }

  readonly fetch: Fetch = async (input, init) => {
    const { call, form } = this.options;
    const headers = this.outgoing(init);
    // Here and not only where the route was chosen: reading a key or waiting for a retry takes seconds.
    if (call.mayLeave?.() === false) {
      this.forbidden = true;
      throw new NotAllowed();
    }
    this.requested = true;
    const body = typeof init?.body === 'string' ? wellFormedBody(init.body) : init?.body;
    if (typeof body === 'string') this.sent = body;
    let hasLeft = false;
    const onLeave = (): void => {
      if (!hasLeft) call.onRequest?.();
      hasLeft = true;
    };
    const { fetch } = this.options;
    if (fetch.tellsWhenItLeaves !== true) onLeave();
    if (init?.signal) this.follow(init.signal);
    const { signal } = this;
    const response = await fetch(input, { ...init, body, headers, signal, redirect: 'manual', onLeave });
    this.headersSeen = true;
    this.tellLimits(response);
    call.onHeaders?.();
    const contentType = response.headers.get('content-type') ?? '';
    const { status } = response;
    if (!response.ok) {
      const body = await beginningOf(response);
      // With a status below 400 it is a redirect, and those of browsers' kind have no status at all.
      if (status < 400) return this.refuse({ type: 'not-protocol', status, contentType, body: '' });
      return this.refuse({ type: 'response', status, headers: response.headers, body });
    }
    this.responseHeaders = response.headers;
    const stream = response.body;
    const watched =
      stream && this.watched(stream, (text) => ({ type: 'not-protocol', status, contentType, body: text }));
    // Without a body and with the status that says so, the clients would give nothing where a stream is due.
    return new Response(watched ?? '', { status: 200, headers: plain(response.headers, form) });
  };

  private follow(signal: AbortSignal): void {
    if (signal.aborted) this.close();
    this.signals.push(signal);
    signal.addEventListener('abort', this.close, { once: true });
  }

  private outgoing(init: RequestInit | undefined): Headers {
    try {
      return outgoingHeaders(new Headers(init?.headers), this.options.headers, this.options.auth());
    } catch (error) {
      if (error instanceof UnsendableHeader) this.unsendable = error.message;
      throw error;
    }
  }

  /** Of an answer, or of the refusal for a limit: what else answers knows nothing of the account. */
  private tellLimits({ ok, status, headers }: Response): void {
    const { call, now } = this.options;
    if (!call.onRateLimits || !(ok || status === 429)) return;
    const limits = rateLimitsIn(headers, now());
    if (limits.length > 0) call.onRateLimits(limits);
  }

  private refuse(fault: WireFault): never {
    this.fault = fault;
    throw new Refused();
  }

  /** The answer of a host that does not stream, as the events of a host that streams. */
  private async unstreamed(
    reader: ReadableStreamDefaultReader<Bytes>,
    first: Bytes,
    notProtocol: (text: string) => WireFault,
  ): Promise<string> {
    const onBytes = (): void => this.options.call.onBytes?.();
    const text = await restOf(reader, first, { longest: maxFrameBytes, onBytes });
    return wholeAnswer(text) ?? eventsOfLines(text) ?? this.refuse(notProtocol(text.slice(0, maxErrorBodyBytes)));
  }

  private watched(body: ReadableStream<Bytes>, notProtocol: (text: string) => WireFault): ReadableStream<Bytes> {
    const { form, call } = this.options;
    const isPage = pages.test(this.responseHeaders?.get('content-type') ?? '');
    const reader = body.getReader();
    this.reader = reader;
    const gate = new FrameGate(form);
    let begun = false;
    const pull = async (controller: ReadableStreamDefaultController<Bytes>): Promise<void> => {
      for (;;) {
        gate.check();
        const { done, value } = await reader.read().catch((error: unknown) => {
          this.broke = true;
          throw error;
        });
        if (done) {
          if (isPage && !begun) this.refuse(notProtocol(''));
          const rest = gate.rest();
          this.saidDone = gate.isDone;
          giveRest(controller, rest);
          return;
        }
        call.onBytes?.();
        const sign = begun ? undefined : firstSign(value);
        if (sign !== undefined) {
          begun = true;
          if (form === 'sse' && sign === '{') {
            const answer = await this.unstreamed(reader, value, notProtocol);
            const passed = gate.pass(new TextEncoder().encode(answer));
            const rest = gate.rest();
            this.saidDone = gate.isDone;
            giveRest(controller, joined(passed, rest));
            return;
          }
          if (!begins(form, sign, isPage && !beginsEvents(value)))
            this.refuse(notProtocol(await restOf(reader, value)));
        }
        const passed = gate.pass(value) as Bytes;
        this.saidDone = gate.isDone;
        if (this.saidDone) {
          giveRest(controller, passed);
          return;
        }
        if (passed.length === 0) continue;
        controller.enqueue(passed);
        return;
      }
    };
    return new ReadableStream<Bytes>(
      {
        pull: async (controller) => {
          try {
            await pull(controller);
          } catch (error) {
            if (error instanceof MalformedBody) this.fault = { type: 'malformed', sawContent: false };
            if (!this.broke) reader.cancel().catch(() => undefined);
            throw error;
          }
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  return second.length === 0 ? first : Buffer.concat([first, second]);
}

/** The last of a body. */
function giveRest(controller: ReadableStreamDefaultController<Bytes>, bytes: Uint8Array): void {
  if (bytes.length > 0) controller.enqueue(bytes as Bytes);
  controller.close();
}

/** A page is nowhere right; a list in the place of a stream is an error that came with a success status. */
function begins(form: BodyForm, sign: string, isPage: boolean): boolean {
  return !isPage && sign !== '<' && (form !== 'sse' || sign !== '[');
}

/** Some hosts call their events a page. */
function beginsEvents(bytes: Uint8Array): boolean {
  return /^\s*(?:data:|event:|id:|retry:|:|\{)/.test(new TextDecoder().decode(bytes.subarray(0, 256)));
}

/** The body is decoded already, so its encoding and length no longer hold. */
function plain(headers: Headers, form: BodyForm): Headers {
  const copy = new Headers(headers);
  copy.delete('content-encoding');
  copy.delete('content-length');
  // The clients give text instead of a value where the type says something else, though the body is the protocol's.
  if (form === 'json') copy.set('content-type', 'application/json');
  return copy;
}
