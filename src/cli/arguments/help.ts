import * as l10n from '@vscode/l10n';
import { exitCodes } from '../output/exitCodes';
import { commandNames, commands, optionOf, type OptionName, options } from './options';

const names = Object.keys(options) as readonly OptionName[];

/** What `--help` prints. */
export function help(): string {
  const lines = commandNames.map((name) => {
    const { operand, help: text } = commands[name];
    return [`${name}${operand === undefined ? '' : ` ${operand}`}`, text()] as const;
  });
  const told = names.map((name) => {
    const { short, value, help: text } = optionOf(name) ?? { help: () => '' };
    const long = `--${name}${value === undefined ? '' : ` ${value}`}`;
    return [short === undefined ? `    ${long}` : `-${short}, ${long}`, text()] as const;
  });
  return [
    l10n.t('everpair: asks AI providers from the command line, and goes on with the next where one fails.'),
    '',
    `everpair COMMAND [OPTIONS]`,
    '',
    ...table(lines),
    '',
    ...table([...told, ['-V, --version', l10n.t('the version')]]),
    '',
    l10n.t('Exit codes:'),
    ...table(
      Object.entries(codeTexts).map(
        ([kind, text]) => [String(exitCodes[kind as keyof typeof exitCodes]), text()] as const,
      ),
    ),
    '',
    l10n.t('Where the configuration comes from, and all else: docs/command-line.md'),
    '',
  ].join('\n');
}

const codeTexts: Readonly<Record<keyof typeof exitCodes, () => string>> = {
  answered: () => l10n.t('answered'),
  failed: () => l10n.t('no whole answer, or it could not be written'),
  usage: () => l10n.t('the command line or the configuration is wrong'),
  fallback: () => l10n.t('with --strict: answered, by another model than the first'),
  'try-later': () => l10n.t('nobody answered; try later'),
  'needs-person': () => l10n.t('nobody answered; somebody has to set a key, agree, or raise a budget'),
  refused: () => l10n.t('refused by the boundary or by what a provider answers at all'),
  invalid: () => l10n.t('with --schema: answered, but not with valid JSON'),
};

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}
