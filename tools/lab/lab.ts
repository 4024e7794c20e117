import { type ControlledLab, type ControlServer, startControl } from './control';
import { healthy } from './faults';
import { Front } from './front';
import { ollamaModel } from './ollamaExtras';
import { basePathOf, labels, type Protocol, usualChain } from './protocols';
import { startUpstream, type Upstream } from './upstream';

export interface LabOptions {
  /** The providers, in the order of failover. */
  readonly chain?: readonly Protocol[];
  /** Their ports; free ones where absent. */
  readonly ports?: Partial<Record<Protocol, number>>;
  /** Port of the page; a free one where absent. */
  readonly controlPort?: number;
  /** Milliseconds until the first word of a healthy answer. */
  readonly firstMs?: number;
  /** Words in a second. */
  readonly perSecond?: number;
}

/** Local servers that speak the vendors' protocols and can be broken on demand. */
export interface Lab extends ControlledLab {
  /** Entries for the setting `everpair.providers`. */
  readonly providers: readonly Readonly<Record<string, unknown>>[];
  /** Environment that holds the keys those entries name. */
  readonly env: Readonly<Record<string, string>>;
  /** Address of the page on which providers are broken and healed. */
  readonly page: string;
  heal(provider: Protocol): Promise<void>;
  healAll(): Promise<void>;
  close(): Promise<void>;
}

const keyVariable = 'EVERPAIR_LAB_KEY';

/** Pieces that come before a fault in mid-answer where nothing else is asked for. */
const defaultAfterPieces = 20;

export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const speed = { firstMs: options.firstMs ?? 150, perSecond: options.perSecond ?? 40 };
  const chain = options.chain ?? usualChain;
  const fronts = new Map<Protocol, Front>();
  const upstreams = new Map<Protocol, Upstream>();
  const front = (provider: Protocol): Front => of(fronts, provider);
  let control: ControlServer | undefined;
  const close = async (): Promise<void> => {
    await control?.close();
    await Promise.all([...fronts.values()].map((front) => front.close()));
    await Promise.all([...upstreams.values()].map((upstream) => upstream.close()));
  };
  try {
    for (const protocol of chain) {
      const upstream = await startUpstream(labels[protocol], speed);
      upstreams.set(protocol, upstream);
      const port = options.ports?.[protocol];
      fronts.set(protocol, await Front.start({ protocol, label: labels[protocol], upstream: upstream.url, port }));
    }
    const lab: Omit<Lab, 'page'> = {
      chain,
      url: (provider) => front(provider).url,
      providers: chain.map((protocol) => providerSetting(protocol, front(protocol).url)),
      env: { [keyVariable]: 'lab-key-that-opens-nothing' },
      break: (provider, fault, { after = defaultAfterPieces, times } = {}) =>
        front(provider).setFault({ fault, after, ...(times === undefined ? {} : { times }) }),
      heal: (provider) => front(provider).setFault(healthy),
      healAll: async () => {
        for (const each of fronts.values()) await each.setFault(healthy);
      },
      setCompletion: (provider, text) => void (of(upstreams, provider).completion = text),
      fault: (provider) => front(provider).fault,
      requests: (provider) => front(provider).requests,
      bodies: (provider) => front(provider).bodies,
      close,
    };
    control = await startControl(lab, options.controlPort ?? 0);
    return { ...lab, page: control.url };
  } catch (error) {
    await close();
    throw error;
  }
}

function of<T>(parts: ReadonlyMap<Protocol, T>, provider: Protocol): T {
  const part = parts.get(provider);
  if (!part) throw new Error(`There is no ${provider} in this lab.`);
  return part;
}

/** The entry of `everpair.providers` without its address. */
const entries: Readonly<Record<Protocol, Readonly<Record<string, string>>>> = {
  anthropic: { id: 'claude', type: 'anthropic', model: 'claude-sonnet-5-5' },
  openai: { id: 'gpt', type: 'openai', model: 'gpt-4.1' },
  google: { id: 'gemini', type: 'google', model: 'gemini-3.8-flash' },
  bedrock: { id: 'bedrock', type: 'bedrock', model: 'global.anthropic.claude-sonnet-5-5' },
  ollama: { id: 'ollama', type: 'ollama', model: ollamaModel },
};

function providerSetting(protocol: Protocol, url: string): Lab['providers'][number] {
  const key = protocol === 'ollama' ? {} : { apiKeyEnv: keyVariable };
  return { ...entries[protocol], label: labels[protocol], baseUrl: `${url}${basePathOf(protocol)}`, ...key };
}
