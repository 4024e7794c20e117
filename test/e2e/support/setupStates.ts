import type { LinkView, SetupHostMessage, SetupView } from '../../../src/engine/setup/view/protocol';
import { link, offer, setupView } from '../../unit/webview/setup/fixtures';

const links: readonly LinkView[] = [
  link('Anthropic', {
    host: 'api.anthropic.com',
    model: 'claude-sonnet-5-5',
    completionModel: 'claude-haiku-5-5',
    facts: [
      'a place of its own',
      'the same model as Amazon Bedrock, at another place',
      '$3 in, $15 out per million tokens',
      'key stored in VS Code',
    ],
    test: { state: 'ok', text: 'Anthropic is reachable (312 ms).' },
    keyName: 'key',
  }),
  link('Groq', {
    host: 'api.groq.com',
    warnings: ['no key yet', 'code stays on this machine'],
    isKeyMissing: true,
    keyName: 'key',
    keyPage: 'console.groq.com',
    test: { state: 'failed', text: 'Groq did not accept the API key (401).' },
  }),
  link('Gateway of the team with a very long name', {
    isEnabled: false,
    facts: ['turned off'],
    host: 'llm.team.example',
  }),
  link('broken', {
    host: '',
    model: '',
    completionModel: '',
    problem: 'everpair.providers[3] has an unknown field "modle". There are: id, type, preset, model, completionModel.',
  }),
  link('Ollama', {
    host: '127.0.0.1:11434',
    facts: ['a place of its own', 'on this machine: it answers without a network', 'fills in the middle', 'free'],
    test: { state: 'running', text: 'is asked…' },
  }),
];

const full: SetupView = setupView({
  links,
  next: { text: 'Groq has no key yet.', action: { type: 'set-key', rowId: 'Groq', label: 'Groq' } },
  limits: [{ text: 'A setting holds here: code stays on this machine.', command: 'open-boundary' }],
  removed: 'DeepSeek',
  test: { ended: 1, all: 3 },
});

/** Messages that bring the page of the set-up into each state that is looked at. */
export const setupStates: Readonly<Record<string, readonly SetupHostMessage[]>> = {
  'a chain': [{ type: 'view', view: full }],
  nothing: [
    {
      type: 'view',
      view: setupView({
        links: [],
        next: { text: 'Choose a vendor and paste its key, or load a model onto this machine.' },
        found: [],
        isLooking: true,
        byKey: [
          offer('Anthropic', { needsKey: true, keyPage: 'platform.claude.com' }),
          offer('OpenAI', { needsKey: true }),
        ],
      }),
    },
  ],
  'a wrong setting': [
    {
      type: 'view',
      view: setupView({
        problem: 'everpair.providers is no list, so that no chain can be read from it. Mend it in the settings file.',
        next: { text: 'Open the setting.', action: { type: 'open-setting' } },
        links: [],
        found: [],
        byKey: [],
      }),
    },
  ],
};
