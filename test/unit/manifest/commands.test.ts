import assert from 'node:assert/strict';
import { commandIds } from '../../../src/editor/ids';
import { contributes, declared, sources, text } from './manifest';

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
    const uses = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    const used = uses.flatMap(({ command }) => command ?? []);
    const submenus = contributes.submenus.map(({ id }) => id);
    for (const { command, submenu } of uses) assert.ok(command ?? submenus.includes(submenu ?? ''), submenu);
    for (const id of submenus) assert.ok(contributes.menus[id]?.length, id);
    const linked = [...text.matchAll(/command:([\w.]+)/g)].map(([, id = '']) => id);
    assert.ok(used.length > 0 && linked.length > 0);
    for (const id of [...used, ...linked]) assert.ok(declared.includes(id), id);
  });
});

describe('the keys of the manifest', () => {
  it('leave the terminal its own where they hold everywhere', () => {
    const inTerminal = contributes.keybindings.filter(
      ({ key, when = '' }) => /pageup|pagedown/.test(key) && !/!terminalFocus/.test(when),
    );
    assert.deepEqual(inTerminal, []);
  });
});
