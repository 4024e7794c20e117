import type { Trust } from '../../../src/engine/model/route/route';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';

/** A place that a provider may be set up at, judged by a person and not by the code under test. */
export interface Place {
  readonly type: ProviderType;
  /** As it stands in the setting; undefined: the type's own. */
  readonly baseUrl?: string;
  /** What is connected to. */
  readonly origin: string;
  readonly trust: Trust;
  readonly vendor: string;
  /** The setting must not take it: readable for everyone on its way. */
  readonly refused?: true;
}

const compatible = 'openai-compatible';

export const anthropic: Place = {
  type: 'anthropic',
  origin: 'https://api.anthropic.com',
  trust: 'cloud',
  vendor: 'Anthropic',
};
export const openAi: Place = { type: 'openai', origin: 'https://api.openai.com', trust: 'cloud', vendor: 'OpenAI' };
const ollama: Place = {
  type: 'ollama',
  origin: 'http://127.0.0.1:11434',
  trust: 'local',
  vendor: '127.0.0.1:11434',
};
const ollamaElsewhere: Place = at('ollama', 'http://gpu.lan:11434', 'private');
const ollamaOutside: Place = at('ollama', 'https://ollama.example.com', 'cloud');

export const places: readonly Place[] = [
  anthropic,
  openAi,
  ollama,
  ollamaElsewhere,
  ollamaOutside,
  at(compatible, 'https://llm.example.com/v1', 'cloud'),
  at(compatible, 'https://127.0.0.1.evil.example/v1', 'cloud'),
  at(compatible, 'https://8.8.8.8/v1', 'cloud'),
  at(compatible, 'https://ai/v1', 'cloud'),
  at(compatible, 'http://localhost:8000/v1', 'local'),
  at(compatible, 'http://[::1]:8001/v1', 'local'),
  {
    ...at(compatible, 'http://2130706433:8002/v1', 'local'),
    origin: 'http://127.0.0.1:8002',
    vendor: '127.0.0.1:8002',
  },
  at(compatible, 'http://build-box:8003/v1', 'private'),
  at(compatible, 'http://192.168.1.9:8004/v1', 'private'),
  {
    ...at(compatible, 'http://[::ffff:10.0.0.1]:8005/v1', 'private'),
    origin: 'http://[::ffff:a00:1]:8005',
    vendor: '[::ffff:a00:1]:8005',
  },
  at('anthropic', 'https://gateway.corp', 'private'),
  refused('http://127.0.0.1.evil.example/v1'),
  refused('http://8.8.8.8/v1'),
  refused('http://ai/v1'),
  // The third letter is Cyrillic.
  refused('http://loc\u0430lhost:8000/v1'),
];

function at(type: ProviderType, baseUrl: string, trust: Trust): Place {
  const { origin, host } = new URL(baseUrl);
  return { type, baseUrl, origin, trust, vendor: host };
}

function refused(baseUrl: string): Place {
  return { ...at(compatible, baseUrl, 'cloud'), refused: true };
}
