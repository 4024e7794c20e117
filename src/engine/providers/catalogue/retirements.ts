import type { Retirement } from '../../model/route/route';
import { presetAt, presetOf } from './presets/presets';
import type { Source } from './table/modelRow';

interface Row {
  readonly models: readonly string[];
  readonly on: string;
  readonly successor: string;
}

interface Vendor {
  /** Type of the provider, or the preset. */
  readonly id: string;
  readonly source: Source;
  readonly rows: readonly Row[];
}

function retired(on: string, successor: string, ...models: readonly string[]): Row {
  return { on, successor, models };
}

const comparedOn = '2026-11-30';

/**
 * Models that vendors have retired, with what they recommend in their place. A vendor's dates hold at its own host: others serve
 * the same model for longer, and by another name, so that this cannot stand in the table of models, whose rows hold at all hosts.
 */
export const retirements: readonly Vendor[] = [
  {
    id: 'anthropic',
    source: { url: 'https://platform.claude.com/docs/en/about-claude/model-deprecations', on: comparedOn },
    rows: [
      retired('2026-06-15', 'claude-sonnet-4-6', 'claude-sonnet-4-20250514', 'claude-sonnet-4-0'),
      retired('2026-06-15', 'claude-opus-4-8', 'claude-opus-4-20250514', 'claude-opus-4-0'),
      retired('2026-01-05', 'claude-opus-4-8', 'claude-3-opus-20240229', 'claude-3-opus-latest'),
      retired('2025-07-21', 'claude-sonnet-4-6', 'claude-3-sonnet-20240229', 'claude-2.0', 'claude-2.1'),
    ],
  },
  {
    id: 'mistral',
    source: { url: 'https://docs.mistral.ai/inference/model-lifecycle', on: comparedOn },
    rows: [
      retired('2025-06-16', 'codestral-2508', 'codestral-2405'),
      retired('2025-11-30', 'codestral-2508', 'codestral-2501'),
      retired('2025-06-06', 'codestral-2508', 'open-codestral-mamba'),
      retired('2026-07-31', 'mistral-medium-3-5', 'devstral-2512', 'devstral-latest', 'devstral-medium-latest'),
      retired('2026-05-31', 'mistral-medium-3-5', 'devstral-medium-2507', 'mistral-large-2411', 'pixtral-large-2411'),
      retired('2026-05-31', 'mistral-medium-3-5', 'pixtral-large-latest'),
      retired('2026-03-31', 'mistral-medium-3-5', 'labs-devstral-small-2512', 'devstral-small-latest'),
      retired(
        '2025-11-30',
        'mistral-medium-3-5',
        'devstral-small-2505',
        'magistral-medium-2506',
        'magistral-medium-2507',
      ),
      retired('2026-07-31', 'mistral-medium-3-5', 'magistral-medium-2509', 'magistral-medium-latest'),
      retired('2026-08-31', 'mistral-medium-3-5', 'mistral-medium-2505', 'mistral-medium-2508'),
      retired('2026-05-31', 'mistral-small-latest', 'devstral-small-2507'),
      retired(
        '2026-07-31',
        'mistral-small-latest',
        'mistral-small-2506',
        'magistral-small-2509',
        'magistral-small-latest',
      ),
      retired('2025-11-30', 'mistral-small-latest', 'mistral-small-2409', 'mistral-small-2501', 'mistral-small-2503'),
    ],
  },
  {
    id: 'deepseek',
    source: { url: 'https://api-docs.deepseek.com/quick_start/pricing', on: comparedOn },
    rows: [retired('2026-07-24', 'deepseek-flash', 'deepseek-chat', 'deepseek-reasoner')],
  },
  {
    id: 'xai',
    source: { url: 'https://docs.x.ai/developers/migration/may-15-retirement', on: comparedOn },
    rows: [
      retired(
        '2026-05-15',
        'grok-4.3',
        'grok-4-1-fast-reasoning',
        'grok-4-1-fast-non-reasoning',
        'grok-4-0709',
        'grok-3',
      ),
      retired('2026-05-15', 'grok-4.3', 'grok-4-fast-reasoning', 'grok-4-fast-non-reasoning', 'grok-code-fast-1'),
      // Told by gateways (https://docs.apiyi.com/live/2026-11/grok-code-models-offline.md); xAI names no successor.
      retired('2026-11-19', 'grok-4.7', 'grok-build-0.1'),
    ],
  },
  {
    id: 'groq',
    source: { url: 'https://console.groq.com/docs/deprecations', on: comparedOn },
    rows: [
      retired('2026-08-16', 'openai/gpt-oss-120b', 'llama-3.3-70b-versatile'),
      retired('2026-08-16', 'openai/gpt-oss-20b', 'llama-3.1-8b-instant'),
    ],
  },
  {
    id: 'cerebras',
    source: { url: 'https://inference-docs.cerebras.ai/support/deprecation', on: comparedOn },
    rows: [
      // Cerebras names no successor of these three: the one that it names for most others. The stored copies are older than the
      // first, which one of its own people told (https://github.com/cloudflare/cloudflare-docs/issues/32800).
      retired('2026-08-17', 'gpt-oss-120b', 'zai-glm-4.7'),
      retired('2026-05-27', 'gpt-oss-120b', 'llama3.1-8b', 'qwen-3-235b-a22b-instruct-2507'),
      retired('2026-02-16', 'gpt-oss-120b', 'qwen-3-32b', 'llama-3.3-70b'),
      retired('2025-11-14', 'gpt-oss-120b', 'qwen-3-235b-a22b-thinking-2507'),
      // It names zai-glm-4.7, which it has retired since.
      retired('2026-01-20', 'gpt-oss-120b', 'zai-glm-4.6'),
      retired('2025-11-05', 'gpt-oss-120b', 'qwen-3-coder-480b'),
    ],
  },
];

/** `url`: of a base URL of the user's own; undefined where the type's own host is asked. */
export function retirementOf(
  provider: { readonly type: string; readonly preset?: string; readonly url?: URL },
  model: string,
): Retirement | undefined {
  const { type, preset, url } = provider;
  const id = presetOf(preset)?.id ?? (url === undefined ? type : presetAt(url.hostname)?.id);
  const name = model.toLowerCase();
  const row = retirements.find((each) => each.id === id)?.rows.find(({ models }) => models.includes(name));
  return row && { on: row.on, successor: row.successor };
}
