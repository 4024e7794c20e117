import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {
  type CompletionValues,
  multilines,
  prefetches,
  readCompletionSettings,
  triggers,
} from '../../src/editor/completion/settings/completionSettings';
import { commandIds, viewIds } from '../../src/editor/ids';
import { settingKeys, settingsSection } from '../../src/engine/config/settingKeys';
import { readProviders } from '../../src/engine/config/providerSettings';
import { boundaries, defaultPolicy, midAnswers } from '../../src/engine/failover/api/policy';
import { descriptors } from '../../src/engine/providers/registry/descriptors';
import { englishManifest } from '../../tools/l10n/englishManifest';

interface CommandUse {
  readonly command: string;
  readonly when?: string;
}

interface Schema {
  readonly type: string | readonly string[];
  readonly scope?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Items {
  readonly required: readonly string[];
  readonly additionalProperties: boolean;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly defaultSnippets: readonly { readonly label: string; readonly body: Readonly<Record<string, string>> }[];
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly icon: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly menus: Readonly<Record<string, readonly CommandUse[]>>;
    readonly keybindings: readonly CommandUse[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Schema & { items?: Items }>> }[];
  };
}

/** Where tests run; this file may run as a part of a bundle elsewhere. */
const root = process.cwd();
const text = englishManifest(root);
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command).sort();
const settings = Object.assign({}, ...contributes.configuration.map(({ properties }) => properties)) as Readonly<
  Record<string, Schema & { readonly items?: Items }>
>;

const sources = (readdirSync(path.join(root, 'src'), { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts') && path.basename(name) !== 'ids.ts')
  .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'))
  .join('\n');

/** The text without the placeholders of a snippet. */
function filled(body: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(body).map(([key, value]) => [key, value.replace(/\$\{\d:([^}]*)\}/g, '$1')] as const);
  return Object.fromEntries(entries);
}

describe('the commands of the manifest', () => {
  it('are those of the code, but for the internal ones', () => {
    const known = Object.values(commandIds).filter((id) => !id.startsWith('everpair.internal.'));
    assert.deepEqual(declared, [...known].sort());
  });

  it('are each registered in the code', () => {
    for (const name of Object.keys(commandIds)) {
      assert.match(sources, new RegExp(`registerCommand\\(\\s*commandIds\\.${name}\\b`), name);
    }
  });

  it('are named as promised', () => {
    const titles = contributes.commands.map(({ category, title }) => `${category}: ${title}`);
    for (const promised of [
      'Everpair: Switch Provider',
      'Everpair: Open Chat',
      'Everpair: Set API Key…',
      'Everpair: Test Providers',
      'Everpair: Toggle Inline Completions',
      'Everpair: Show Log',
      'Everpair: Reset Provider Health',
    ]) {
      assert.ok(titles.includes(promised), promised);
    }
    assert.equal(new Set(titles).size, titles.length);
    for (const title of titles) assert.match(title, /^Everpair: /);
  });

  it('are the only ones that menus, keys and texts name', () => {
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(({ command }) => command);
    const linked = [...text.matchAll(/command:([\w.]+)/g)].map(([, id = '']) => id);
    assert.ok(used.length > 0 && linked.length > 0);
    for (const id of [...used, ...linked]) assert.ok(declared.includes(id), id);
  });
});

describe('the views of the manifest', () => {
  it('are those of the code, each in its container', () => {
    const containers = Object.values(contributes.viewsContainers).flat();
    assert.deepEqual(
      containers.map(({ id }) => id),
      [viewIds.container],
    );
    assert.deepEqual(Object.keys(contributes.views), [viewIds.container]);
    assert.deepEqual(
      contributes.views[viewIds.container]?.map(({ id }) => id),
      [viewIds.chat],
    );
  });

  it('are those that menus wait for', () => {
    const views = [...text.matchAll(/view == ([\w.]+)/g)].map(([, id]) => id);
    assert.deepEqual([...new Set(views)], [viewIds.chat]);
  });

  it('have pictures that exist', () => {
    const icons = [...Object.values(contributes.viewsContainers), ...Object.values(contributes.views)]
      .flat()
      .map(({ icon }) => icon);
    for (const icon of [manifest.icon, ...icons]) assert.ok(existsSync(path.join(root, icon)), icon);
  });
});

const unset = { user: undefined, narrowing: [] };
const nothingSet: CompletionValues = {
  enabled: unset,
  enabledByDefault: undefined,
  trigger: unset,
  multiline: unset,
  provider: undefined,
  maxLatency: undefined,
  localRace: undefined,
  prefetch: undefined,
  delay: undefined,
};

describe('the settings of the manifest', () => {
  it('are those of the code', () => {
    const keys = Object.values(settingKeys).map((key) => `${settingsSection}.${key}`);
    assert.deepEqual(Object.keys(settings).sort(), keys.sort());
  });

  it('are each read in the code, and no other is', () => {
    for (const name of Object.keys(settingKeys)) assert.match(sources, new RegExp(`\\bsettingKeys\\.${name}\\b`), name);
    const sections = [...sources.matchAll(/getConfiguration\(\s*([^\s,)]*)/g)].map(([, section]) => section);
    assert.deepEqual([...new Set(sections)].sort(), ['filesSection', 'settingsSection']);
  });

  it('cannot be given by a workspace where they say where code goes or how often it is sent', () => {
    assert.equal(settings['everpair.providers']?.scope, 'application');
    const completions = ['provider', 'maxLatency', 'localRace', 'prefetch', 'delay'].map((key) => `completions.${key}`);
    for (const key of ['brokenAnswer', 'maxRequestCost', 'hedgeChat', 'prices', ...completions]) {
      assert.equal(settings[`everpair.${key}`]?.scope, 'application', key);
    }
  });

  it('can be narrowed by a workspace where they say what completions do in a language', () => {
    assert.equal(settings['everpair.completions.enabled']?.scope, 'resource');
    for (const key of ['trigger', 'multiline']) {
      assert.equal(settings[`everpair.completions.${key}`]?.scope, 'language-overridable', key);
    }
  });

  it('let a workspace and each of its folders have a boundary of their own, and exclude files', () => {
    assert.equal(settings['everpair.boundary']?.scope, 'resource');
    assert.equal(settings['everpair.exclude']?.scope, 'resource');
    assert.deepEqual(settings['everpair.exclude'].default, {});
  });

  it('offer the values that the code knows, with the default that the code has', () => {
    assert.deepEqual(settings['everpair.boundary']?.enum, boundaries);
    assert.deepEqual(settings['everpair.brokenAnswer']?.enum, midAnswers);
    const defaults = ['boundary', 'brokenAnswer', 'maxRequestCost', 'hedgeChat'].map(
      (key) => settings[`everpair.${key}`]?.default,
    );
    const { boundary, midAnswer, maxRequestCost = null, hedgeChat } = defaultPolicy;
    assert.deepEqual(defaults, [boundary, midAnswer, maxRequestCost, hedgeChat]);
  });

  it('offer the values that completions know, with the defaults that they have', () => {
    const own = (key: string): Schema | undefined => settings[`everpair.completions.${key}`];
    assert.deepEqual(own('trigger')?.enum, triggers);
    assert.deepEqual([...(own('multiline')?.enum ?? [])].sort(), [...multilines].sort());
    assert.deepEqual(own('prefetch')?.enum, prefetches);
    const byDefault: CompletionValues = {
      ...nothingSet,
      enabledByDefault: own('enabled')?.default,
      trigger: { user: own('trigger')?.default, narrowing: [] },
      multiline: { user: own('multiline')?.default, narrowing: [] },
      provider: own('provider')?.default,
      maxLatency: own('maxLatency')?.default,
      localRace: own('localRace')?.default,
      prefetch: own('prefetch')?.default,
      delay: own('delay')?.default,
    };
    const { settings: usual, problems } = readCompletionSettings(byDefault, 'go');
    assert.deepEqual(problems, []);
    assert.deepEqual(usual, readCompletionSettings(nothingSet, 'go').settings);
  });

  for (const key of ['delay', 'maxLatency'] as const) {
    it(`let ${key} be what the code takes, to the millisecond`, () => {
      const { minimum = NaN, maximum = NaN } = settings[`everpair.completions.${key}`] ?? {};
      const read = (value: number): number =>
        readCompletionSettings({ ...nothingSet, [key]: value }, 'go').problems.length;
      assert.deepEqual([minimum - 1, minimum, maximum, maximum + 1].map(read), [1, 0, 0, 1]);
    });
  }

  it('have no default chain, so that the code can tell who has set none', () => {
    assert.equal('default' in (settings['everpair.providers'] ?? {}), false);
  });

  it('complete nothing by themselves in prose and commit messages', () => {
    assert.deepEqual(settings['everpair.completions.enabled']?.default, {
      '*': true,
      plaintext: false,
      markdown: false,
      scminput: false,
    });
  });
});

describe('a provider in the settings editor', () => {
  const items = settings['everpair.providers']?.items;
  assert.ok(items);
  const { properties, required, defaultSnippets } = items;
  const types = descriptors.map(({ type }) => type);
  const good = { id: 'a', type: 'anthropic', model: 'm' };
  const problemOf = (entry: unknown): string | undefined => readProviders([entry]).problems[0]?.message;

  it('has the fields that the code reads, and no others', () => {
    const known = /There are: (.*)\.$/.exec(problemOf({ ...good, unheardOf: 1 }) ?? '')?.[1];
    assert.equal(Object.keys(properties).sort().join(', '), known?.split(', ').sort().join(', '));
    assert.equal(items.additionalProperties, false);
  });

  it('must have what the code cannot do without', () => {
    assert.equal(problemOf(good), undefined);
    assert.deepEqual([...required].sort(), Object.keys(good).sort());
    for (const field of required) assert.ok(problemOf({ ...good, [field]: undefined }), field);
  });

  it('can be of every type there is', () => {
    assert.deepEqual(properties.type?.enum, types);
    assert.equal(properties.type.enumDescriptions?.length, types.length);
  });

  for (const field of ['id', 'apiKeyEnv'] as const) {
    it(`has an ${field} that the editor and the code agree on`, () => {
      const pattern = new RegExp(properties[field]?.pattern ?? '');
      const value = fc.oneof(fc.stringMatching(/^[\w.-]{1,62}$/), fc.string({ minLength: 1 }));
      fc.assert(
        fc.property(value, (given) => {
          assert.equal(problemOf({ ...good, [field]: given }) === undefined, pattern.test(given));
        }),
      );
    });
  }

  it('is right as every snippet writes it', () => {
    const { configs, problems } = readProviders(defaultSnippets.map(({ body }) => filled(body)));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      defaultSnippets.map(({ label }) => label),
      descriptors.map(({ label }) => label),
    );
    assert.deepEqual(configs.map(({ type }) => type).sort(), [...types].sort());
  });
});

describe('the versions of the manifest', () => {
  it('let the code use no API that the oldest VS Code lacks', () => {
    const minor = /^\^(\d+\.\d+)\.0$/.exec(manifest.engines.vscode)?.[1];
    assert.ok(minor);
    assert.ok(manifest.devDependencies['@types/vscode']?.startsWith(`${minor}.`));
  });
});
