import { chatOnly, type Host, openAiDialect, usualDialect } from './host';
import { presetAt, presetOf } from './presets/presets';

/** What is known of the host at this address. `presetId`: where the settings say which one it is; counts before its name. */
export function hostOf(baseUrl: string, presetId?: string): Host {
  const { hostname } = new URL(baseUrl);
  return (
    presetOf(presetId) ?? presetAt(hostname) ?? others.find(({ domains }) => isAt(hostname, domains))?.host ?? unknown
  );
}

const unknown: Host = { dialect: usualDialect, prefill: undefined, fim: undefined };

/** Hosts without a preset that are known by their names. Sources: each vendor's API reference. */
const others: readonly { readonly domains: readonly string[]; readonly host: Host }[] = [
  {
    // https://docs.inceptionlabs.ai/capabilities/fim
    domains: ['inceptionlabs.ai'],
    host: {
      ...chatOnly,
      dialect: usualDialect,
      fim: (model) =>
        /mercury/i.test(model) ? { kind: 'suffix', path: '/fim/completions', below: 'base' } : { kind: 'none' },
    },
  },
  {
    domains: ['openai.com', 'openai.azure.com', 'services.ai.azure.com'],
    host: { ...chatOnly, dialect: openAiDialect },
  },
  {
    domains: [
      'googleapis.com',
      'perplexity.ai',
      'cohere.com',
      'cohere.ai',
      'anthropic.com',
      'githubcopilot.com',
      'github.ai',
    ],
    host: { ...chatOnly, dialect: usualDialect },
  },
];

function isAt(hostname: string, domains: readonly string[]): boolean {
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}
