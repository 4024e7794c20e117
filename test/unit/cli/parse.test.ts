import assert from 'node:assert/strict';
import { parse, type Request } from '../../../src/cli/arguments/parse';
import { help } from '../../../src/cli/arguments/help';
import { commandNames, options } from '../../../src/cli/arguments/options';
import { Ended } from '../../../src/cli/output/exitCodes';

const parsed = (line: string, environment = {}): Extract<Request, { type: 'run' }> => {
  const request = parse(line.split(' ').filter(Boolean), environment);
  assert.equal(request.type, 'run');
  return request;
};

const wrong = (...args: string[]): string => {
  try {
    parse(args, {});
  } catch (error) {
    assert.ok(error instanceof Ended);
    assert.equal(error.ending.exitCode, 2);
    return error.ending.message ?? '';
  }
  return assert.fail('It is taken for right.');
};

describe('a command line', () => {
  it('has its command first, options and operands in any order behind it', () => {
    const { command, operands, flags, values } = parsed('ask --file a.ts what is -f b.ts --strict this --model=claude');
    assert.deepEqual([command, operands], ['ask', ['what', 'is', 'this']]);
    assert.deepEqual([...flags], ['strict']);
    assert.deepEqual(
      [...values],
      [
        ['file', ['a.ts', 'b.ts']],
        ['model', ['claude']],
      ],
    );
  });

  it('takes all behind -- as operands, and a single dash for standard input', () => {
    assert.deepEqual(parsed('ask - -- --json').operands, ['-', '--json']);
  });

  it('takes a value that looks like an option where it is written together with it', () => {
    assert.deepEqual(parsed('ask --system=--json hi').values.get('system'), ['--json']);
    assert.match(wrong('ask', '--system', '--json', 'hi'), /--system needs a value/);
  });

  it('is refused in words, with what is right', () => {
    assert.match(wrong(), /Say what to do: ask, review, /);
    assert.match(wrong('aks'), /"aks" is no command/);
    assert.match(wrong('--json', 'ask'), /"--json" is no command/);
    assert.match(wrong('ask', '--fiel', 'a'), /has no option --fiel/);
    assert.match(wrong('status', '--schema', 'a'), /"everpair status" has no option --schema/);
    assert.match(wrong('ask', '-x'), /has no option -x/);
    assert.match(wrong('ask', '--model'), /--model needs a value/);
    assert.match(wrong('ask', '--model='), /--model needs a value/);
    assert.match(wrong('ask', '--json=yes'), /--json takes no value/);
    assert.match(wrong('ask', '--model', 'a', '--model', 'b'), /--model is given twice/);
    assert.match(wrong('status', 'please'), /no "please"/);
    assert.match(wrong('ask', '--__proto__', 'a'), /has no option/);
    assert.match(wrong('constructor'), /is no command/);
  });

  it('has a deadline in seconds, of its command where none is given', () => {
    assert.equal(parsed('ask hi').deadlineMs, 120_000);
    assert.equal(parsed('ask --deadline 2.5 hi').deadlineMs, 2_500);
    assert.equal(parsed('ask hi', { EVERPAIR_DEADLINE: '7' }).deadlineMs, 7_000);
    assert.equal(parsed('ask --deadline 3 hi', { EVERPAIR_DEADLINE: '7' }).deadlineMs, 3_000);
    for (const value of ['0', '-1', '1e3', 'soon', '86401', 'Infinity', '0x10'])
      assert.match(wrong('ask', `--deadline=${value}`), /deadline must be a number/);
    assert.throws(() => parse(['ask', 'hi'], { EVERPAIR_DEADLINE: 'soon' }), Ended);
  });

  it('asks for help or the version', () => {
    assert.deepEqual(parse(['--help'], {}), { type: 'help' });
    assert.deepEqual(parse(['ask', '-h', 'hi'], {}), { type: 'help' });
    assert.deepEqual(parse(['--version'], {}), { type: 'version' });
  });

  it('has a help that tells of each command and option', () => {
    const text = help();
    for (const name of commandNames) assert.match(text, new RegExp(`^ {2}${name}`, 'm'));
    for (const name of Object.keys(options)) assert.match(text, new RegExp(` --${name}\\b`));
    assert.match(text, /^ {2}4 {2}nobody answered; try later/m);
  });
});
