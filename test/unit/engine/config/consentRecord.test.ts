import assert from 'node:assert/strict';
import { ConsentRecord } from '../../../../src/engine/config/consentRecord';
import { route } from '../failover/fixtures';

type Answer = 'allow' | 'never' | undefined;

function record(answers: readonly Answer[], kept?: unknown) {
  const asked: string[] = [];
  const store = new Map<string, unknown>([['everpair.consent', kept]]);
  const memory = {
    get: (key: string) => store.get(key),
    update: (key: string, value: unknown) => {
      store.set(key, value);
      return Promise.resolve();
    },
  };
  const left = [...answers];
  const make = (): ConsentRecord =>
    new ConsentRecord(
      memory,
      (to) => {
        asked.push(to.vendor);
        return Promise.resolve(left.shift());
      },
      () => undefined,
    );
  return { consent: make(), again: make, asked };
}

const signal = new AbortController().signal;
const vendor = route('acme');

describe('consent', () => {
  it('is given by listing a provider, and never needed for this machine', () => {
    const { consent } = record([]);
    assert.equal(consent.decided(vendor), undefined);
    consent.setListed([vendor]);
    assert.equal(consent.decided(vendor), true);
    assert.equal(consent.decided(route('ollama', { trust: 'local' })), true);
  });

  it('is asked for once, also by two requests at the same time, and remembered by later windows', async () => {
    const { consent, again, asked } = record(['allow']);
    assert.deepEqual(await Promise.all([consent.ask(vendor, signal), consent.ask(vendor, signal)]), [true, true]);
    assert.deepEqual(asked, ['acme']);
    assert.equal(consent.decided(vendor), true);
    assert.equal(again().decided(vendor), true);
  });

  it('is for a vendor at one address, not at another', async () => {
    const { consent } = record(['allow']);
    await consent.ask(vendor, signal);
    assert.equal(consent.decided(route('acme', { endpoint: 'https://elsewhere.example' })), undefined);
  });

  it('can be refused for good', async () => {
    const { consent, again } = record(['never']);
    assert.equal(await consent.ask(vendor, signal), false);
    assert.equal(consent.decided(vendor), false);
    assert.equal(again().decided(vendor), false);
  });

  it('can be put off: quiet in this window, asked again in the next', async () => {
    const { consent, again } = record([undefined]);
    assert.equal(await consent.ask(vendor, signal), false);
    assert.equal(consent.decided(vendor), false);
    assert.equal(again().decided(vendor), undefined);
  });

  it('can be thought over after a refusal', async () => {
    const { consent } = record(['never']);
    await consent.ask(vendor, signal);
    await consent.forgetRefusals();
    assert.equal(consent.decided(vendor), undefined);
  });

  it('does not hold a request that was cancelled', async () => {
    const memory = { get: () => undefined, update: () => Promise.resolve() };
    const consent = new ConsentRecord(
      memory,
      () => new Promise(() => undefined),
      () => undefined,
    );
    const controller = new AbortController();
    const asked = consent.ask(vendor, controller.signal);
    controller.abort();
    assert.equal(await asked, false);
  });

  it('refused for good is not given by what else is there, only by listing the provider', async () => {
    const { consent, again } = record(['never']);
    await consent.ask(vendor, signal);
    consent.noteFirstVendor(vendor);
    assert.equal(consent.decided(vendor), false);
    assert.equal(again().decided(vendor), false);
    consent.setListed([vendor]);
    assert.equal(consent.decided(vendor), true);
  });

  it('is taken for granted for the first vendor of a user alone, in all windows to come', () => {
    const { consent, again } = record([]);
    const other = route('other');
    consent.noteFirstVendor(vendor);
    assert.equal(consent.decided(vendor), true);
    // The first lost its key: the next is asked about.
    consent.noteFirstVendor(other);
    again().noteFirstVendor(other);
    assert.deepEqual([again().decided(vendor), again().decided(other)], [true, undefined]);
  });

  it('is taken for granted for nobody where the user has said anything about a vendor', async () => {
    const { consent } = record(['never']);
    await consent.ask(route('other'), signal);
    consent.noteFirstVendor(vendor);
    assert.equal(consent.decided(vendor), undefined);
  });

  it('can be taken back, and given after a refusal', async () => {
    const { consent, again } = record(['allow']);
    await consent.ask(vendor, signal);
    const [entry] = consent.entries([vendor]);
    assert.deepEqual([entry?.vendor, entry?.endpoint, entry?.reason], ['acme', 'https://acme.example', 'allowed']);
    await consent.decide(entry!.key, false);
    assert.deepEqual([consent.decided(vendor), again().decided(vendor)], [false, false]);
    await consent.decide(entry!.key, true);
    assert.equal(again().decided(vendor), true);
    await consent.decide(entry!.key, undefined);
    assert.equal(again().decided(vendor), undefined);
  });

  it('of the first vendor can be taken back, and no other becomes it', async () => {
    const { consent, again } = record([]);
    consent.noteFirstVendor(vendor);
    await consent.decide(consent.entries([])[0]!.key, undefined);
    consent.noteFirstVendor(route('other'));
    assert.deepEqual([again().decided(vendor), again().decided(route('other'))], [undefined, undefined]);
  });

  it('is asked for where the user wants to be asked again, though nothing else was ever said', async () => {
    for (const forget of ['by its entry', 'with all refusals'] as const) {
      const { consent } = record(['never']);
      await consent.ask(vendor, signal);
      if (forget === 'by its entry') await consent.decide(consent.entries([vendor])[0]!.key, undefined);
      else await consent.forgetRefusals();
      consent.noteFirstVendor(vendor);
      assert.equal(consent.decided(vendor), undefined, forget);
      assert.deepEqual(consent.entries([]), [], forget);
    }
  });

  it('asks again after a "not now", whatever key comes meanwhile', async () => {
    const { consent } = record([undefined]);
    assert.equal(await consent.ask(vendor, signal), false);
    await consent.forgetRefusals();
    consent.noteFirstVendor(vendor);
    assert.equal(consent.decided(vendor), undefined);
  });

  it('lists everybody code may go to or was asked about, but not this machine', async () => {
    const { consent } = record(['never']);
    await consent.ask(route('gone'), signal);
    consent.setListed([vendor]);
    const entries = consent.entries([vendor, route('new'), route('ollama', { trust: 'local' })]);
    assert.deepEqual(
      entries.map(({ vendor: name, reason }) => [name, reason]),
      [
        ['acme', 'listed'],
        ['new', 'not-asked'],
        ['gone', 'never'],
      ],
    );
  });

  it('reads a damaged memory as empty', () => {
    for (const kept of ['text', 5, [], { 'acme https://acme.example': 'yes' }]) {
      assert.equal(record([], kept).consent.decided(vendor), undefined);
    }
  });
});
