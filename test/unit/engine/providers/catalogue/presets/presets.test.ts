import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readProviders } from '../../../../../../src/engine/config/settings/providerSettings';
import { addressOf } from '../../../../../../src/engine/providers/catalogue/host';
import { hostOf } from '../../../../../../src/engine/providers/catalogue/hosts';
import { closedServices, presetOf, presets } from '../../../../../../src/engine/providers/catalogue/presets/presets';
import { trustOf } from '../../../../../../src/engine/providers/catalogue/trust';
import { readBaseUrl } from '../../../../../../src/engine/providers/http/baseUrl';
import { descriptorOf } from '../../../../../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../../../../../src/engine/providers/registry/routes';
import { presetTable } from './presetTable';

interface Schema {
  readonly properties: Readonly<
    Record<string, { readonly enum?: readonly string[]; readonly enumDescriptions?: readonly string[] }>
  >;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string; readonly items?: Schema }>>;
    }[];
  };
};
const setting = manifest.contributes.configuration.flatMap(
  ({ properties }) => properties['everpair.providers'] ?? [],
)[0]!;

function linkOf(id: string): { readonly hostname: string; readonly pathname: string } {
  return new URL(presetOf(id)!.baseUrl);
}

describe('the table of presets', () => {
  it('has each id and label once, and each service that was closed is none of them', () => {
    for (const field of ['id', 'label', 'baseUrl'] as const) {
      const values = presets.map((preset) => preset[field]);
      assert.deepEqual(values, [...new Set(values)]);
    }
    assert.ok(closedServices.every(({ id }) => presetOf(id) === undefined));
  });

  for (const preset of presets) {
    it(`has for ${preset.id} an address that is read as it is, and sources with their day`, () => {
      assert.equal(readBaseUrl(descriptorOf('openai-compatible').address, preset.baseUrl), preset.baseUrl);
      assert.match(preset.source.on, /^2026-\d\d-\d\d$/);
      assert.ok(preset.source.urls.length > 0 && preset.source.urls.every((url) => url.startsWith('https://')));
    });
  }

  it('has vendors that want a key over https, and servers on this machine that have no variable for one', () => {
    for (const { id, isServer, baseUrl, apiKeyEnv, keyPage, models } of presets) {
      const { protocol, hostname } = new URL(baseUrl);
      assert.equal(trustOf(hostname), isServer ? 'local' : 'cloud', id);
      assert.equal(protocol, isServer ? 'http:' : 'https:', id);
      assert.equal(apiKeyEnv !== undefined && keyPage !== undefined, !isServer, id);
      if (!isServer) assert.ok(models && models.chat !== '' && models.completion !== '', id);
    }
  });

  it('is known by the address alone where no preset is named, but for servers', () => {
    for (const preset of presets.filter(({ isServer }) => !isServer)) {
      assert.ok(hostOf(preset.baseUrl) === preset, preset.id);
      assert.ok(hostOf(`https://eu.${linkOf(preset.id).hostname}/v1`).dialect === preset.dialect, preset.id);
    }
    for (const preset of presets.filter(({ isServer }) => isServer)) {
      assert.equal(hostOf(preset.baseUrl).fim, undefined, preset.id);
      assert.ok(hostOf('https://llm.example.com/v1', preset.id) === preset, preset.id);
    }
    assert.notEqual(hostOf('https://notgroq.com/v1'), presetOf('groq'));
  });

  it('fills in the middle at the routes of each host', () => {
    const routes = presets.map((preset) => {
      const route = preset.fim?.(preset.models?.completion ?? 'qwen2.5-coder');
      if (!route || route.kind === 'none') return [preset.id, 'none'];
      return [preset.id, `${route.kind} ${addressOf(preset.baseUrl, route)}`];
    });
    assert.deepEqual(Object.fromEntries(routes), {
      mistral: 'suffix https://api.mistral.ai/v1/fim/completions',
      codestral: 'suffix https://codestral.mistral.ai/v1/fim/completions',
      deepseek: 'suffix https://api.deepseek.com/beta/completions',
      xai: 'none',
      groq: 'none',
      together: 'prompt https://api.together.xyz/v1/completions',
      fireworks: 'prompt https://api.fireworks.ai/inference/v1/completions',
      openrouter: 'none',
      cerebras: 'none',
      lmstudio: 'prompt http://127.0.0.1:1234/v1/completions',
      vllm: 'prompt http://127.0.0.1:8000/v1/completions',
      'llama.cpp': 'infill http://127.0.0.1:8080/infill',
      sglang: 'prompt http://127.0.0.1:30000/v1/completions',
      tgi: 'prompt http://127.0.0.1:3000/v1/completions',
    });
    assert.equal(presetOf('mistral')!.fim!('mistral-medium-latest').kind, 'none');
    assert.equal(presetOf('deepseek')!.fim!('deepseek-reasoner').kind, 'none');
  });

  it('is what the schema of the setting offers, which only the user and the machine of a setting file may write', () => {
    const { properties } = setting.items!;
    assert.deepEqual(
      properties.preset!.enum,
      presets.map(({ id }) => id),
    );
    const described = presets.map(({ label, baseUrl, apiKeyEnv }) =>
      apiKeyEnv === undefined ? `${label}: ${baseUrl}` : `${label}: ${baseUrl}, ${apiKeyEnv}`,
    );
    assert.deepEqual(properties.preset!.enumDescriptions, described);
    assert.equal(setting.scope, 'application');
  });
});

describe('the page of providers', () => {
  it('has the table of presets as it is', () => {
    const written =
      /<!-- presets -->([^]*)<!-- \/presets -->/.exec(readFileSync('docs/providers.md', 'utf8'))?.[1] ?? '';
    const bare = (line: string): string =>
      line
        .replace(/\s*\|\s*/g, '|')
        .replace(/-{3,}/g, '---')
        .trim();
    assert.deepEqual(
      written.trim().split('\n').map(bare),
      presetTable().map(bare),
      `It has to be:\n${presetTable().join('\n')}`,
    );
  });
});

describe('a route of a preset', () => {
  const routeOf = (entry: Record<string, unknown>): ReturnType<typeof routesOf> => {
    const { configs, problems } = readProviders([{ type: 'openai-compatible', ...entry }]);
    assert.deepEqual(problems, []);
    return routesOf(configs[0]!);
  };

  it('goes to the vendor by name, so that consent is asked for it and not for an address', () => {
    const { chat, completion } = routeOf({ preset: 'groq' });
    assert.deepEqual([chat.vendor, chat.endpoint, chat.trust], ['Groq', 'https://api.groq.com', 'cloud']);
    assert.deepEqual([chat.model, completion.model], ['openai/gpt-oss-120b', 'openai/gpt-oss-20b']);
    assert.equal(routeOf({ preset: 'vllm', model: 'm', baseUrl: 'http://10.0.0.7:8000' }).chat.vendor, '10.0.0.7:8000');
  });

  it('is what the user says of its model, before what is known of it', () => {
    const models = {
      'openai/*': { contextWindow: 1_000, tools: false },
      'openai/gpt-oss-120b': { contextWindow: 2_000, images: true, thinking: false, prefill: true },
    };
    const { chat, completion } = routeOf({ preset: 'groq', contextWindow: 9_000, models });
    assert.deepEqual(chat.settings, { contextWindow: 2_000, maxOutputTokens: undefined, images: true });
    assert.deepEqual([chat.traits.reasoning, chat.traits.prefill, chat.traits.tools], [false, true, true]);
    assert.deepEqual([completion.settings?.contextWindow, completion.traits.tools], [1_000, false]);
    assert.equal(routeOf({ preset: 'groq', contextWindow: 9_000 }).chat.settings?.contextWindow, 9_000);
  });

  it('goes on from a begun answer where host and model do, and on a server with any model', () => {
    const prefill = (entry: Record<string, unknown>): boolean => routeOf(entry).chat.traits.prefill;
    assert.equal(prefill({ preset: 'mistral' }), true);
    assert.equal(prefill({ preset: 'groq' }), false);
    assert.equal(prefill({ preset: 'openrouter', model: 'anthropic/claude-sonnet-4.5' }), true);
    assert.equal(prefill({ preset: 'lmstudio', model: 'llama-3' }), false);
    for (const preset of ['vllm', 'sglang', 'llama.cpp', 'tgi'])
      assert.equal(prefill({ preset, model: 'llama-3' }), true);
    assert.equal(prefill({ preset: 'vllm', model: 'llama-3', baseUrl: 'https://llm.example.com/v1' }), true);
  });
});
