import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { HomePlace, Tool, ToolWay } from './tool';

/** By this name the endpoint asks whatever the chain gives. */
export const autoModel = 'everpair/auto';
/** For tools that take the name of a variable in the place of a key. */
const tokenVariable = 'EVERPAIR_TOKEN';

/** The tools by the names that their documentation gives to variables, files and keys: see docs/endpoint.md. */
export const tools: readonly Tool[] = [
  {
    id: 'claude-code',
    name: 'Claude Code',
    ways: ({ origin, token }, place) => {
      const variables = { ANTHROPIC_BASE_URL: origin, ANTHROPIC_AUTH_TOKEN: token };
      const changes = Object.entries(variables).map(([name, value]) => ({ path: ['env', name], value }));
      const folder = place.environment['CLAUDE_CONFIG_DIR'] ?? path.join(place.home, '.claude');
      return [
        { id: 'terminal', variables },
        { id: 'file', file: { format: 'json', path: path.join(folder, 'settings.json'), changes } },
      ];
    },
  },
  {
    id: 'codex',
    name: 'Codex',
    ways: ({ origin, token }, place) => {
      const folder = place.environment['CODEX_HOME'] ?? path.join(place.home, '.codex');
      const file = {
        format: 'own',
        path: path.join(folder, 'everpair.config.toml'),
        text: codexProfile(origin),
      } as const;
      const next = l10n.t('Start it with {0} in a new terminal of VS Code.', 'codex --profile everpair');
      return [{ id: 'file', variables: { [tokenVariable]: token }, file, next }];
    },
  },
  {
    id: 'opencode',
    name: 'opencode',
    ways: ({ origin, token }, place) => {
      const provider = {
        npm: '@ai-sdk/openai-compatible',
        name: 'Everpair',
        options: { baseURL: `${origin}/v1`, apiKey: token },
        models: { [autoModel]: { name: 'Everpair' } },
      };
      const model = `everpair/${autoModel}`;
      const changes = [
        { path: ['provider', 'everpair'], value: provider },
        { path: ['model'], value: model },
      ];
      const file = path.join(configFolder(place), 'opencode', 'opencode.json');
      return [
        {
          id: 'terminal',
          variables: { OPENCODE_CONFIG_CONTENT: JSON.stringify({ provider: { everpair: provider }, model }) },
        },
        { id: 'file', file: { format: 'json', path: file, changes } },
      ];
    },
  },
  {
    id: 'gemini-cli',
    name: 'Gemini CLI',
    ways: ({ origin, token }, place) => {
      const file = path.join(place.home, '.gemini', 'settings.json');
      const changes = [{ path: ['security', 'auth', 'selectedType'], value: 'gemini-api-key' }];
      const variables = { GOOGLE_GEMINI_BASE_URL: origin, GEMINI_API_KEY: token };
      return [
        { id: 'terminal', variables, next: l10n.t('Choose to use an API key where it asks how to sign in.') },
        { id: 'file', variables, file: { format: 'json', path: file, changes } },
      ];
    },
  },
  {
    id: 'continue',
    name: 'Continue',
    ways: ({ origin, token }, place) => {
      const folder = place.environment['CONTINUE_GLOBAL_DIR'] ?? path.join(place.home, '.continue');
      const item = {
        name: 'Everpair',
        provider: 'openai',
        model: autoModel,
        apiBase: `${origin}/v1`,
        apiKey: token,
        roles: ['chat', 'edit', 'apply'],
      };
      const changes = [{ list: ['models'], item }];
      const next = l10n.t('Choose Everpair in its list of models.');
      const initial = 'name: Local Config\nversion: 1.0.0\nschema: v1\n';
      const file = { format: 'yaml', path: path.join(folder, 'config.yaml'), changes, initial } as const;
      return [{ id: 'file', file, next }];
    },
  },
  {
    id: 'aider',
    name: 'aider',
    ways: ({ origin, token }, place) => {
      const address = `${origin}/v1`;
      const model = `openai/${autoModel}`;
      const changes = Object.entries({ 'openai-api-base': address, 'openai-api-key': token, model });
      return [
        { id: 'terminal', variables: { OPENAI_API_BASE: address, OPENAI_API_KEY: token, AIDER_MODEL: model } },
        {
          id: 'file',
          file: {
            format: 'yaml',
            path: path.join(place.home, '.aider.conf.yml'),
            changes: changes.map(([name, value]) => ({ path: [name], value })),
          },
        },
      ];
    },
  },
  // An extension of VS Code that keeps its settings where no other extension can write.
  { id: 'cline', name: 'Cline', ways: () => [] },
];

export function wayOf(tool: Tool, id: ToolWay['id'], ...given: Parameters<Tool['ways']>): ToolWay | undefined {
  return tool.ways(...given).find((way) => way.id === id);
}

function codexProfile(origin: string): string {
  return [
    '# Written by Everpair: codex --profile everpair asks its local endpoint.',
    `model = "${autoModel}"`,
    'model_provider = "everpair"',
    '',
    '[model_providers.everpair]',
    'name = "Everpair"',
    `base_url = "${origin}/v1"`,
    `env_key = "${tokenVariable}"`,
    'wire_api = "responses"',
    '',
  ].join('\n');
}

/** That of the XDG specification, on every system: so opencode does it. */
function configFolder({ home, environment }: HomePlace): string {
  const given = environment['XDG_CONFIG_HOME'];
  return given !== undefined && path.isAbsolute(given) ? given : path.join(home, '.config');
}
