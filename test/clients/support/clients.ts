import path from 'node:path';
import { type Client, platform, shellCommand, written } from './client';

const claudeCode: Client = {
  name: 'Claude Code',
  package: '@anthropic-ai/claude-code',
  version: '2.1.332',
  protocol: 'Messages',
  program: `@anthropic-ai/claude-code-${platform}/claude`,
  calls: (workspace) => [
    { name: 'Bash', input: { command: shellCommand, description: 'Appends a line' } },
    { name: 'Write', input: { file_path: path.join(workspace, written.file), content: written.text } },
  ],
  args: (_run, prompt) => ['-p', prompt, '--allowedTools', 'Bash,Write'],
  environment: ({ port, token }) => ({
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
    ANTHROPIC_API_KEY: token,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  }),
};

const codex: Client = {
  name: 'Codex',
  package: '@openai/codex',
  version: '0.171.0',
  protocol: 'Responses',
  program: '@openai/codex/bin/codex.js',
  calls: () => [
    { name: 'exec_command', input: { cmd: `${shellCommand}; printf '${written.text}' > ${written.file}` } },
  ],
  args: ({ port }, prompt) => {
    const provider = `{name="Everpair",base_url="http://127.0.0.1:${port}/v1",wire_api="responses",env_key="EVERPAIR_TOKEN"}`;
    const settings = ['model_provider=everpair', `model_providers.everpair=${provider}`];
    return [
      ...['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', '-m', 'everpair/auto'],
      ...settings.flatMap((setting) => ['-c', setting]),
      prompt,
    ];
  },
  environment: ({ token, home }) => ({ EVERPAIR_TOKEN: token, CODEX_HOME: home }),
};

const openCode: Client = {
  name: 'opencode',
  package: 'opencode-ai',
  version: '1.18.33',
  protocol: 'Chat Completions',
  program: `opencode-${platform}/bin/opencode`,
  calls: (workspace) => [
    { name: 'bash', input: { command: shellCommand } },
    { name: 'write', input: { filePath: path.join(workspace, written.file), content: written.text } },
  ],
  args: (_run, prompt) => ['run', '--auto', prompt],
  environment: ({ home }) => ({
    OPENCODE_CONFIG: path.join(home, 'opencode.json'),
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
  }),
  files: ({ port, token }) => ({
    'opencode.json': JSON.stringify({
      model: 'everpair/everpair/auto',
      provider: {
        everpair: {
          npm: '@ai-sdk/openai-compatible',
          options: { baseURL: `http://127.0.0.1:${port}/v1`, apiKey: token },
          models: { 'everpair/auto': {} },
        },
      },
    }),
  }),
};

const geminiCli: Client = {
  name: 'Gemini CLI',
  package: '@google/gemini-cli',
  version: '0.61.0',
  protocol: 'Gemini',
  program: '@google/gemini-cli/bundle/gemini.js',
  calls: (workspace) => [
    { name: 'run_shell_command', input: { command: shellCommand, description: 'Appends a line' } },
    { name: 'write_file', input: { file_path: path.join(workspace, written.file), content: written.text } },
  ],
  args: (_run, prompt) => ['--skip-trust', '--yolo', '-m', 'gemini-2.5-flash', '-p', prompt],
  environment: ({ port, token }) => ({ GOOGLE_GEMINI_BASE_URL: `http://127.0.0.1:${port}`, GEMINI_API_KEY: token }),
  files: () => ({
    '.gemini/settings.json': JSON.stringify({
      security: { auth: { selectedType: 'gemini-api-key' } },
      privacy: { usageStatisticsEnabled: false },
    }),
  }),
};

const continueCli: Client = {
  name: "Continue's cn",
  package: '@continuedev/cli',
  version: '1.5.47',
  protocol: 'Chat Completions',
  program: '@continuedev/cli/dist/cn.js',
  calls: (workspace) => [
    { name: 'Bash', input: { command: shellCommand } },
    { name: 'Write', input: { filepath: path.join(workspace, written.file), content: written.text } },
  ],
  args: ({ home }, prompt) => ['--config', path.join(home, 'config.yaml'), '--auto', '-p', prompt],
  environment: ({ home }) => ({ CONTINUE_GLOBAL_DIR: home }),
  files: ({ port, token }) => {
    const model = {
      ...{ name: 'auto', provider: 'openai', model: 'everpair/auto', roles: ['chat'], capabilities: ['tool_use'] },
      ...{ apiBase: `http://127.0.0.1:${port}/v1`, apiKey: token },
    };
    // JSON is YAML.
    return { 'config.yaml': JSON.stringify({ name: 'test', version: '0.0.1', schema: 'v1', models: [model] }) };
  },
};

export const clients: readonly Client[] = [claudeCode, codex, openCode, geminiCli, continueCli];
