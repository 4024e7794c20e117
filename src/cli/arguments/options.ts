import * as l10n from '@vscode/l10n';

export const commandNames = ['ask', 'review', 'commit-message', 'serve', 'status', 'test'] as const;
export type CommandName = (typeof commandNames)[number];

/** An option of the command line. */
interface Option {
  readonly short?: string;
  /** What stands for its value in the help; absent: it has none. */
  readonly value?: string;
  readonly isRepeatable?: true;
  readonly help: () => string;
}

export const options = {
  file: {
    short: 'f',
    value: 'F',
    isRepeatable: true,
    help: () => l10n.t('a file that goes with the question; may be given more than once'),
  },
  model: {
    short: 'm',
    value: 'M',
    help: () => l10n.t('asked first: a provider of the configuration, or provider/model'),
  },
  system: { value: 'S', help: () => l10n.t('instructions in the place of the usual ones') },
  schema: {
    value: 'FILE',
    help: () => l10n.t('the answer must be JSON that is valid against this JSON Schema; it is asked for twice at most'),
  },
  diff: { help: () => l10n.t('a diff of git: FILE, - for standard input, or what is not committed yet') },
  strict: { help: () => l10n.t('exit code 3 where another model than the first has answered') },
  json: { help: () => l10n.t('one JSON object a line') },
  deadline: { value: 'SECONDS', help: () => l10n.t('the longest that it may take') },
  config: { value: 'FILE', help: () => l10n.t('the configuration') },
  'yes-send-to': {
    value: 'HOST',
    isRepeatable: true,
    help: () => l10n.t('code may be sent to this host in this run, without a question'),
  },
  port: { value: 'PORT', help: () => l10n.t('of this machine; a free one where none is given') },
  verbose: { help: () => l10n.t('what is decided and why, on standard error') },
  help: { short: 'h', help: () => l10n.t('this text') },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof options;

export function optionOf(name: string): Option | undefined {
  return Object.hasOwn(options, name) ? options[name as OptionName] : undefined;
}

interface Command {
  /** What may stand behind it. */
  readonly operand?: string;
  readonly options: readonly OptionName[];
  /** Seconds; infinite for what runs until it is told to end. */
  readonly deadline: number;
  readonly help: () => string;
}

const everywhere = ['json', 'deadline', 'config', 'verbose', 'help'] as const;
const asking = ['model', 'strict', 'yes-send-to', ...everywhere] as const;

export const commands: Readonly<Record<CommandName, Command>> = {
  ask: {
    operand: '[PROMPT]',
    options: ['file', 'system', 'schema', ...asking],
    deadline: 120,
    help: () => l10n.t('answers a question; standard input goes with it, or is the question'),
  },
  review: {
    operand: '[FILE|-]',
    options: ['diff', ...asking],
    deadline: 600,
    help: () => l10n.t('reviews changes'),
  },
  'commit-message': {
    options: asking,
    deadline: 120,
    help: () => l10n.t('writes a message for what is staged in git'),
  },
  serve: {
    options: ['port', 'yes-send-to', ...everywhere],
    deadline: Infinity,
    help: () => l10n.t('answers other programs of this machine, in the protocols of OpenAI, Anthropic and Gemini'),
  },
  status: {
    options: everywhere,
    deadline: 30,
    help: () => l10n.t('tells of each provider what is known of it, without asking it'),
  },
  test: {
    options: ['yes-send-to', ...everywhere],
    deadline: 60,
    help: () => l10n.t('asks each provider for its list of models, which costs nothing'),
  },
};
