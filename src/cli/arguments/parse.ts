import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { shownAlternatives } from '../../engine/model';
import { usageProblem } from '../output/exitCodes';
import { isVersion } from './isVersion';
import { type CommandName, commandNames, commands, type OptionName, optionOf, options } from './options';

/** A command line that is right. */
export interface Invocation {
  readonly command: CommandName;
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<OptionName>;
  readonly values: ReadonlyMap<OptionName, readonly string[]>;
  /** Milliseconds. */
  readonly deadlineMs: number;
}

/** What the command line asks for. */
export type Request = { readonly type: 'help' | 'version' } | ({ readonly type: 'run' } & Invocation);

const longestDeadlineS = 86_400;

/** `args`: without the program. Throws `Ended` for a command line that is wrong. */
export function parse(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Request {
  const [first, ...rest] = args;
  if (first === '--help' || first === '-h') return { type: 'help' };
  if (isVersion(first)) return { type: 'version' };
  const command = commandNames.find((name) => name === first);
  if (!command) {
    const names = shownAlternatives(commandNames);
    throw usageProblem(
      first === undefined
        ? l10n.t('Say what to do: {0}. More is told by "everpair --help".', names)
        : l10n.t('"{0}" is no command. There are {1}. More is told by "everpair --help".', first, names),
    );
  }
  const { flags, values, operands } = read(command, rest);
  if (flags.has('help')) return { type: 'help' };
  if (commands[command].operand === undefined && operands.length > 0) throw tooMuch(command, operands[0] ?? '');
  const deadline = values.get('deadline')?.[0] ?? environment['EVERPAIR_DEADLINE'];
  return { type: 'run', command, operands, flags, values, deadlineMs: deadlineOf(deadline, command) };
}

type Read = Pick<Invocation, 'operands' | 'flags' | 'values'>;

function read(command: CommandName, args: readonly string[]): Read {
  // Not by its own strict way, whose words cannot be translated and which knows no options of one command.
  const { tokens } = parseArgs({
    args: args.flatMap(apart),
    options: Object.fromEntries(
      Object.keys(options).map((name) => {
        const { value, short } = optionOf(name) ?? {};
        return [
          name,
          {
            type: value === undefined ? ('boolean' as const) : ('string' as const),
            ...(short === undefined ? {} : { short }),
          },
        ];
      }),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Set<OptionName>();
  const values = new Map<OptionName, readonly string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const name = commands[command].options.find((each) => each === token.name);
    const option = optionOf(token.name);
    if (!name || !option) throw usageProblem(l10n.t('"everpair {0}" has no option {1}.', command, token.rawName));
    if (option.value === undefined) {
      if (token.value !== undefined) throw usageProblem(l10n.t('The option {0} takes no value.', token.rawName));
      flags.add(name);
      continue;
    }
    const value = token.value;
    // What looks like the next option is none's value, unless it is written together with it.
    if (value === undefined || value === '' || (!token.inlineValue && /^-./.test(value)))
      throw usageProblem(l10n.t('The option {0} needs a value: {0}={1}.', token.rawName, option.value));
    const before = values.get(name) ?? [];
    if (before.length > 0 && !option.isRepeatable)
      throw usageProblem(l10n.t('The option {0} is given twice.', token.rawName));
    values.set(name, [...before, value]);
  }
  return { flags, values, operands };
}

/** The operand of a review may be written as if it were the value of `--diff`. */
function apart(arg: string): readonly string[] {
  return arg.startsWith('--diff=') ? ['--diff', arg.slice('--diff='.length)] : [arg];
}

function tooMuch(command: CommandName, operand: string): Error {
  return usageProblem(l10n.t('"everpair {0}" takes nothing but options, and no "{1}".', command, operand));
}

function deadlineOf(text: string | undefined, command: CommandName): number {
  if (text === undefined || text === '') return commands[command].deadline * 1_000;
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(seconds > 0) || seconds > longestDeadlineS)
    throw usageProblem(
      l10n.t('The deadline must be a number of seconds from 0 to {0}, not "{1}".', longestDeadlineS, text),
    );
  return seconds * 1_000;
}
