import assert from 'node:assert/strict';
import { Outbox } from '../../../../../src/engine/chat/session/outbox';
import { counts, engine, fails, link, scripted } from '../../failover/engine';
import { failure } from '../../failover/fixtures';

const refused = failure('connect', 'endpoint', { code: 'ECONNREFUSED' });

function outboxOver(...scripts: Parameters<typeof scripted>[1][]) {
  const providers = scripts.map((script, index) => scripted('abc'[index] ?? '', script));
  const { manager, clock, ask } = engine(providers.map((provider) => link(provider)));
  const outbox = new Outbox<string>({ clock, manager });
  const offers: string[][] = [];
  outbox.onOffer(({ values }) => offers.push([...values]));
  return { outbox, offers, manager, clock, ask };
}

describe('Outbox', () => {
  it('offers its values once when a provider can serve again', async () => {
    const { outbox, offers, clock, ask } = outboxOver(fails(refused));
    await ask();
    outbox.keep('Why?');
    await clock.advance(5_000);
    assert.deepEqual(offers, []);
    await clock.advance(10_000);
    assert.deepEqual(offers, [['Why?']]);
    await clock.advance(60_000);
    assert.equal(offers.length, 1);
  });

  it('offers its values again after each time that all providers were down', async () => {
    const { outbox, offers, clock, ask } = outboxOver(fails(refused));
    outbox.keep('Why?');
    for (let times = 1; times <= 3; times += 1) {
      await ask();
      await clock.advance(120_000);
      assert.equal(offers.length, times);
    }
  });

  it('offers its values when the user has set what was missing', async () => {
    const { outbox, offers, manager, ask } = outboxOver(fails(failure('auth', 'credential')));
    await ask();
    outbox.keep('Why?');
    manager.resetHealth('a');
    assert.deepEqual(offers, [['Why?']]);
  });

  it('offers nothing while another provider than the pinned one can serve', async () => {
    const { outbox, offers, manager, ask } = outboxOver(fails(failure('auth', 'credential')), counts);
    manager.pin('a');
    await ask();
    outbox.keep('Why?');
    assert.deepEqual(offers, []);
    manager.pin(undefined);
    assert.deepEqual(offers, [['Why?']]);
  });

  it('offers no value that was removed or is too old, and nothing once disposed', async () => {
    const { outbox, offers, manager, clock, ask } = outboxOver(fails(failure('auth', 'credential')));
    await ask();
    outbox.keep('gone');
    outbox.keep('old');
    outbox.remove('gone');
    await clock.advance(20 * 3_600_000);
    outbox.keep('new');
    assert.deepEqual(
      outbox.kept.map(({ value }) => value),
      ['old', 'new'],
    );
    await clock.advance(5 * 3_600_000);
    await ask();
    manager.resetHealth();
    assert.deepEqual(offers.at(-1), ['new']);
    const { length } = offers;
    await ask();
    outbox.dispose();
    manager.resetHealth();
    assert.equal(offers.length, length);
  });

  it('keeps the newest twenty values', () => {
    const { outbox } = outboxOver(counts);
    for (let number = 1; number <= 25; number += 1) outbox.keep(String(number));
    assert.equal(outbox.kept.length, 20);
    assert.equal(outbox.kept[0]?.value, '6');
  });
});
