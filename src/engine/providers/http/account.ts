import * as l10n from '@vscode/l10n';
import type { Clock } from '../../model/async/clock';
import type { Failure } from '../../model/failure/failure';
import { failureSentence } from '../../model/failure/failureText';
import type { CallOptions, ModelInfo, ModelList } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { SignIn } from '../../model/provider/signIn';
import type { StreamEvent } from '../../model/stream/stream';
import { retirementOf } from '../catalogue/retirements';
import { trustOf } from '../catalogue/trust';
import { Secrets } from '../../privacy/redaction/secrets';
import type { FaultContext } from '../errors/failureFrom';
import { errorOfSdk, exchange, failureOf, gaveUp, type ErrorClassifier, KnownFailure } from './exchange';
import type { Reader } from '../messages/reader';
import type { BodyForm } from '../framing/frames';
import { ObservedFetch } from './observedFetch';
import type { ForwardingNotes } from '../catalogue/forwardedModels';
import type { ProviderFetch } from '../connection/providerFetch';
import { partedHeaders, withKey } from './keyHeaders';
import { secretValues } from './outgoingHeaders';
import { knownBaseUrl } from './baseUrl';
import { CallerTimeout } from './callerTimeout';
import type { WireFault } from '../errors/wireFault';

/** What every provider is given. */
export interface ProviderDeps {
  /** Asked at each call, so that a key set a moment ago counts. */
  readonly apiKey: () => Promise<string | undefined>;
  readonly fetch: ProviderFetch;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  /** Accounts that the host signs in to; absent where it does not. */
  readonly signIn?: Pick<SignIn, 'token'>;
  /** Where the models of an Ollama run. With it, the server is asked before each chat. */
  readonly forwarding?: ForwardingNotes;
  /** The machine's variables, for credentials that are no key; none where absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** What an account of this type of provider has where the user has not said otherwise. */
export interface AccountDefaults {
  /** With the protocol's version path where it has one; undefined where the user has to name the host. */
  readonly baseUrl: string | undefined;
  /** Environment variable that holds the key by the vendor's own convention. */
  readonly apiKeyEnv: string | undefined;
  readonly needsKey: boolean;
  /** Base URL of a region that the settings name. */
  readonly regionalBaseUrl?: (region: string) => string;
}

/** What a protocol's client needs for one request. */
export interface Access {
  readonly fetch: typeof globalThis.fetch;
  /** Aborts with the call; a client that takes a signal is given this one. */
  readonly signal: AbortSignal;
  /** As it was read for this request, to see of what kind it is: `fetch` sends it. */
  readonly key: string | undefined;
  /** Once, when the answer is whole: the client will send nothing more. */
  readonly onWhole: (listener: () => void) => void;
}

export interface VendorClient {
  readonly classify: (fault: WireFault, context: FaultContext) => Failure;
  readonly auth: (key: string) => Readonly<Record<string, string>>;
  /** See `Judge`; the SDKs' way where absent. */
  readonly errorEvent?: (error: unknown) => string | undefined;
}

export interface StreamRequest<Chunk> {
  readonly form: BodyForm;
  readonly open: (access: Access) => Promise<AsyncIterable<Chunk>>;
  readonly reader: Reader<Chunk>;
  /** Hears of each fault; a failure that it returns replaces that of the vendor's rules. */
  readonly onFault?: (fault: WireFault) => Failure | undefined;
}

export const bearer: VendorClient['auth'] = (key) => ({ Authorization: `Bearer ${key}` });

/** There is no key or token to send, and `message` says how to give one. */
export function noAccess(message: string): KnownFailure {
  return new KnownFailure({ kind: 'auth', scope: 'credential', message });
}

/** Whoever gives out the credentials could not be asked: an outage, which says nothing of them. */
export function signInDown(message: string): KnownFailure {
  return new KnownFailure({ kind: 'connect', scope: 'endpoint', message });
}

/** One configured provider with its key: how its requests are made, and how their faults are judged. */
export class Account {
  readonly baseUrl: string;
  private readonly local: boolean;
  /** No failure may hold these: every key that was ever sent, and the values of the user's headers. */
  private readonly secrets: Secrets;

  constructor(
    readonly config: ProviderConfig,
    private readonly deps: ProviderDeps,
    private readonly defaults: AccountDefaults,
    private readonly vendor: VendorClient,
  ) {
    this.baseUrl = knownBaseUrl(config, defaults) ?? '';
    this.local = trustOf(new URL(this.baseUrl).hostname) === 'local';
    this.secrets = new Secrets(secretValues(partedHeaders(config.headers).plain));
  }

  get label(): string {
    return this.config.label;
  }

  /** One request that streams. */
  stream<Chunk>(
    model: string,
    call: CallOptions,
    { form, open, reader, onFault }: StreamRequest<Chunk>,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const { observed, granted } = this.request(form, call);
    const judge = this.judge(model, call.signal, observed, onFault);
    return exchange({ observed, call, judge, reader, open: async () => open(await granted()) });
  }

  /** One request with one answer. Never throws. */
  async ask<T>(
    model: string,
    call: CallOptions,
    ask: (access: Access) => Promise<T>,
    onFault?: StreamRequest<unknown>['onFault'],
  ): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }> {
    const { observed, granted } = this.request('json', {
      signal: call.signal,
      onRequest: call.onQuestion,
      mayLeave: call.mayLeave,
    });
    const judge = this.judge(model, call.signal, observed, onFault);
    const timeout = new CallerTimeout(call.signal);
    try {
      const answer = await timeout.await(
        granted()
          .then(ask)
          .then((value) => ({ ok: true, value }) as const),
      );
      return answer ?? { ok: false, failure: judge.classify(gaveUp) };
    } catch (error) {
      return { ok: false, failure: failureOf(error, observed, judge, false) };
    } finally {
      timeout.dispose();
      void observed.end(false);
    }
  }

  async listModels(signal: AbortSignal, ask: (access: Access) => Promise<readonly ModelInfo[]>): Promise<ModelList> {
    const answer = await this.ask(this.config.model, { signal }, ask);
    return answer.ok ? { ok: true, models: answer.value } : answer;
  }

  /** A failure that is known before anything is sent. */
  refusal(failure: Pick<Failure, 'message' | 'repair'>): KnownFailure {
    return new KnownFailure({ kind: 'bad-request', scope: 'request', ...failure });
  }

  /** The model cannot see the images of the request; known before anything is sent. */
  blind(model: string): Failure {
    const message = failureSentence({ label: this.label, model }, { kind: 'bad-request', isBlind: true });
    return { kind: 'bad-request', scope: 'request', isBlind: true, message };
  }

  /** Of a credential that is no key. */
  keepSecret(secret: string): void {
    this.secrets.add(secret);
  }

  private request(form: BodyForm, call: CallOptions): { observed: ObservedFetch; granted: () => Promise<Access> } {
    let auth: Readonly<Record<string, string>> = {};
    const { plain, keyed } = partedHeaders(this.config.headers);
    const observed = new ObservedFetch({
      fetch: this.deps.fetch,
      call,
      form,
      headers: plain,
      auth: () => auth,
      now: () => this.deps.clock.now(),
    });
    const granted = async (): Promise<Access> => {
      const key = await this.key();
      if (key !== undefined) this.secrets.add(key);
      if (key !== undefined) auth = Object.keys(keyed).length > 0 ? withKey(keyed, key) : this.vendor.auth(key);
      return {
        fetch: observed.fetch,
        signal: observed.signal,
        key,
        onWhole: (listener) => (observed.onWhole = listener),
      };
    };
    return { observed, granted };
  }

  private async key(): Promise<string | undefined> {
    const stored = await this.deps.apiKey().catch((error: unknown) => {
      if (error instanceof KnownFailure) throw error;
      const reason = error instanceof Error ? error.name : typeof error;
      throw noAccess(l10n.t('The API key for {0} could not be read ({1}).', this.label, reason));
    });
    const key = stored?.trim() ?? '';
    if (key === '') {
      if (!this.defaults.needsKey) return undefined;
      const variable = this.config.apiKeyEnv ?? this.defaults.apiKeyEnv;
      throw noAccess(
        variable === undefined
          ? l10n.t('There is no API key for {0}. Use Everpair: Set API Key…', this.label)
          : l10n.t(
              'There is no API key for {0}. Use Everpair: Set API Key…, or set the environment variable {1}.',
              this.label,
              variable,
            ),
      );
    }
    // Others cannot stand in a header.
    if (!/^[\x21-\x7e]+$/.test(key)) {
      throw noAccess(
        l10n.t(
          'The API key for {0} holds characters that no key has. Copy it anew with Everpair: Set API Key…',
          this.label,
        ),
      );
    }
    return key;
  }

  private judge(
    model: string,
    signal: AbortSignal,
    observed: ObservedFetch,
    onFault?: StreamRequest<unknown>['onFault'],
  ): ErrorClassifier {
    const { type, preset, baseUrl } = this.config;
    const url = baseUrl === undefined ? undefined : new URL(baseUrl);
    const retirement = retirementOf({ type, preset, url }, model);
    const context = { providerLabel: this.label, model, local: this.local, secrets: this.secrets, retirement };
    return {
      providerLabel: this.label,
      errorEvent: this.vendor.errorEvent ?? errorOfSdk,
      classify: (fault) =>
        (signal.aborted ? undefined : onFault?.(fault)) ??
        this.vendor.classify(fault, {
          ...context,
          now: this.deps.clock.now(),
          aborted: signal.aborted,
          sent: observed.sent,
        }),
    };
  }
}
