import { type ControlledLab, type ControlServer, startControl } from './control';
import { healthy } from './faults';
import { Front } from './front';
import { ollamaModel } from './ollamaExtras';
import { labels, type Protocol, protocols } from './protocols';
import { startUpstream, type Upstream } from './upstream';

export interface LabOptions {
  /** Ports of the three providers; free ones where absent. */
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
  const fronts = {} as Record<Protocol, Front>;
  const upstreams = {} as Record<Protocol, Upstream>;
  let control: ControlServer | undefined;
  const close = async (): Promise<void> => {
    await control?.close();
    await Promise.all(Object.values(fronts).map((front) => front.close()));
    await Promise.all(Object.values(upstreams).map((upstream) => upstream.close()));
  };
  try {
    for (const protocol of protocols) {
      const upstream = await startUpstream(labels[protocol], speed);
      upstreams[protocol] = upstream;
      const port = options.ports?.[protocol];
      fronts[protocol] = await Front.start({ protocol, label: labels[protocol], upstream: upstream.url, port });
    }
    const lab: Omit<Lab, 'page'> = {
      urls: { anthropic: fronts.anthropic.url, openai: fronts.openai.url, ollama: fronts.ollama.url },
      providers: providerSettings(fronts),
      env: { [keyVariable]: 'lab-key-that-opens-nothing' },
      break: (provider, fault, { after = defaultAfterPieces, times } = {}) =>
        fronts[provider].setFault({ fault, after, ...(times === undefined ? {} : { times }) }),
      heal: (provider) => fronts[provider].setFault(healthy),
      healAll: async () => {
        for (const front of Object.values(fronts)) await front.setFault(healthy);
      },
      setCompletion: (provider, text) => void (upstreams[provider].completion = text),
      fault: (provider) => fronts[provider].fault,
      requests: (provider) => fronts[provider].requests,
      bodies: (provider) => fronts[provider].bodies,
      close,
    };
    control = await startControl(lab, options.controlPort ?? 0);
    return { ...lab, page: control.url };
  } catch (error) {
    await close();
    throw error;
  }
}

function providerSettings(fronts: Record<Protocol, Front>): Lab['providers'] {
  return [
    {
      id: 'claude',
      type: 'anthropic',
      model: 'claude-sonnet-5-5',
      label: labels.anthropic,
      baseUrl: fronts.anthropic.url,
      apiKeyEnv: keyVariable,
    },
    {
      id: 'gpt',
      type: 'openai',
      model: 'gpt-4.1',
      label: labels.openai,
      baseUrl: `${fronts.openai.url}/v1`,
      apiKeyEnv: keyVariable,
    },
    { id: 'ollama', type: 'ollama', model: ollamaModel, label: labels.ollama, baseUrl: fronts.ollama.url },
  ];
}
