import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandNameOf, readCommandLine } from '../../../../../src/engine/chat/commands/commandLine';

describe('readCommandLine', () => {
  const commands: readonly (readonly [prompt: string, name: string, argument: string])[] = [
    ['/fix', 'fix', ''],
    ['/fix ', 'fix', ''],
    ['/fix the null case', 'fix', 'the null case'],
    ['/fix\nthe null case\nand more ', 'fix', 'the null case\nand more'],
    ['／fix 空值', 'fix', '空值'],
    ['/überprüfe alles', 'überprüfe', 'alles'],
    ['/检查', '检查', ''],
    ['/api.v2:list_all-now x', 'api.v2:list_all-now', 'x'],
    ['/new /fix it', 'new', '/fix it'],
  ];
  for (const [prompt, name, argument] of commands) {
    it(`reads ${JSON.stringify(prompt)}`, () => assert.deepEqual(readCommandLine(prompt), { name, argument }));
  }

  const none = ['', '/', '/ fix', ' /fix', 'see /fix', '/etc/hosts is wrong', '//fix', '/-fix', '/fix/', '/a,b'];
  for (const prompt of none) {
    it(`finds none in ${JSON.stringify(prompt)}`, () => assert.equal(readCommandLine(prompt), undefined));
  }
});

describe('commandNameOf', () => {
  it('makes a title a name that can be typed', () => {
    assert.equal(commandNameOf(' Rails Project '), 'rails-project');
    assert.equal(commandNameOf('Überprüfe: alles!'), 'überprüfe:-alles');
    assert.equal(commandNameOf('!?'), '');
  });

  it('gives nothing, or a name that is read as a command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const name = commandNameOf(title);
        assert.ok(name === '' || readCommandLine(`/${name}`)?.name === name, JSON.stringify(name));
      }),
    );
  });
});
