import * as l10n from '@vscode/l10n';
import type { Failure } from '../../model/failure/failure';
import { shortHost } from '../../model/text/shortened';

/**
 * The host that a model runs at where an Ollama only hands requests on, as the model's name tells it: the tags `cloud` and
 * `…-cloud` in any letter case, https://docs.ollama.com/cloud. Undefined where the name tells nothing, which proves nothing:
 * a model can be copied to another name.
 */
export function forwardedByName(model: string): string | undefined {
  return /[:-]cloud$/i.test(model.trim()) ? 'ollama.com' : undefined;
}

/**
 * The host that Ollama reports for a model in `/api/tags` and `/api/show`: `remote_host` and `remote_model`. Takes any
 * value from the host. Source: `ListModelResponse` and `ShowResponse` in `api/types.go` of ollama/ollama.
 */
export function forwardedBy(told: unknown): string | undefined {
  if (typeof told !== 'object' || told === null) return undefined;
  const { remote_host: host, remote_model: model } = told as Readonly<Record<string, unknown>>;
  if (typeof host === 'string' && host !== '') return hostIn(host) ?? unnamed;
  // A host that is not named, or not by a text, is not this one.
  return isThere(host) || isThere(model) ? 'ollama.com' : undefined;
}

/** Where a model runs if its Ollama gives a host that is no valid host name. */
const unnamed = 'a host without a name';

/** As a URL, which writes a name in one way only; those that no host can have would be no help to who is asked about them. */
function hostIn(text: string): string | undefined {
  if (text.length > 2_000) return undefined;
  const url = text.includes('//') ? text : `https://${text}`;
  const host = URL.canParse(url) ? new URL(url).host : '';
  return host === '' || host.length > maxHostChars ? undefined : host;
}

/** Characters of a name in the DNS, and of a port. */
const maxHostChars = 260;

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false;
}

/** Milliseconds; a name may be given to a model that runs elsewhere at any time. */
export const believedForMs = 30_000;

/** What one Ollama's routes were made of, and where it tells what its models are. */
export interface ForwardingNotes {
  /** Host that the model ran at, as far as it was known, when the route was made: the user agreed to this one. */
  readonly asRouted: (model: string) => string | undefined;
  readonly note: (model: string, host: string | undefined) => void;
}

export interface RoutedModels extends ForwardingNotes {
  /** For a route that is made now: the host the model runs at, the same for all routes of the model here. */
  readonly route: (model: string) => string | undefined;
}

/**
 * Notes where a model runs. Returns the reason why it may not be asked now, undefined where it may. A model is trusted
 * as its host is, and a forwarded model runs elsewhere, even if its name does not say so.
 */
export function refusalOf(
  label: string,
  model: string,
  handedOnTo: string | undefined,
  notes: ForwardingNotes | undefined,
): Failure | undefined {
  notes?.note(model, handedOnTo);
  const agreed = notes?.asRouted(model) ?? forwardedByName(model);
  if (handedOnTo === undefined || handedOnTo === agreed) return undefined;
  const message = l10n.t(
    '{0} hands the model {1} on to {2}, so nothing was sent. Agree to that first.',
    label,
    model,
    shortHost(handedOnTo),
  );
  return { kind: 'not-allowed', scope: 'request', message };
}

/** Where the models of a chain's Ollamas run, as these said. In memory: each is asked again before it is used. */
export class ForwardedModels {
  private readonly hosts = new Map<string, string>();

  /** `onChange`: a model was taken for one that runs where it is asked for, or the other way round. */
  constructor(private readonly onChange: () => void) {}

  /** `endpoint`: origin of the Ollama. */
  get(endpoint: string, model: string): string | undefined {
    return this.hosts.get(`${endpoint} ${model}`) ?? forwardedByName(model);
  }

  /** For a provider while its routes are created; `models`: those that have a route already. */
  notesFor(endpoint: string, models: readonly string[] = []): RoutedModels {
    const routed = new Map(models.map((model) => [model, this.get(endpoint, model)]));
    return {
      route: (model) => {
        if (!routed.has(model)) routed.set(model, this.get(endpoint, model));
        return routed.get(model);
      },
      asRouted: (model) => routed.get(model),
      note: (model, host) => this.note(endpoint, model, host),
    };
  }

  private note(endpoint: string, model: string, host: string | undefined): void {
    const key = `${endpoint} ${model}`;
    if (this.hosts.get(key) === host) return;
    if (host === undefined) this.hosts.delete(key);
    else this.hosts.set(key, host);
    this.onChange();
  }
}
