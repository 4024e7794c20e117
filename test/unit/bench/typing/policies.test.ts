import { strict as assert } from 'node:assert';
import { VirtualTime } from '../../../../bench/simulation/virtualTime';
import { BackEnd } from '../../../../bench/completion/typing/model/backEnd';
import { backEnds } from '../../../../bench/completion/typing/model/backEnds';
import { Oracle } from '../../../../bench/completion/typing/model/oracle';
import { policies } from '../../../../bench/completion/typing/policies';
import { regionsOf } from '../../../../bench/completion/typing/file/region';
import { tallyOf } from '../../../../bench/completion/typing/trial/trial';
import { sources } from './sources';

const source = sources[4]!;
const region = regionsOf(source, 1)[0]!;
const slow = backEnds.find(({ id }) => id === 'chat')!;

/** Two places of a file, one key apart; the first is left after the given time. */
async function requestsAfter(policy: string, ms: number): Promise<BackEnd> {
  const time = new VirtualTime(0);
  const oracle = new Oracle(source, 'strong', 1);
  oracle.attend(region);
  const backEnd = new BackEnd(oracle, slow, time, 1);
  const assistant = policies.find(({ id }) => id === policy)!.create({ clock: time, backEnd });
  const first = new AbortController();
  void assistant.provide(momentAt(region.start + 1), first.signal);
  await time.runUntil(ms);
  first.abort();
  void assistant.provide(momentAt(region.start + 2), new AbortController().signal);
  await time.runUntil(ms + 10);
  return backEnd;
}

function momentAt(at: number) {
  const { path, languageId, text } = source;
  return { path, languageId, prefix: text.slice(0, at), suffix: text.slice(region.end) };
}

describe('The policies of the typing benchmark', () => {
  it('has Continue wait for 350 ms of rest', async () => {
    assert.equal((await requestsAfter('continue', 300)).exchanges.length, 0);
    assert.equal((await requestsAfter('continue', 400)).exchanges.length, 1);
  });

  it('has llama.vscode wait for the request that runs', async () => {
    assert.equal((await requestsAfter('llama.vscode', 100)).exchanges.length, 1);
  });

  it('has Copilot join the request that runs', async () => {
    assert.equal((await requestsAfter('copilot', 100)).exchanges.length, 1);
  });

  it('counts each pause once, with a time that is not negative', async () => {
    for (const policy of policies.filter(({ id }) => id === 'continue' || id === 'none')) {
      const tally = await tallyOf(policy, [source], backEnds[1]!, 'middle', 1);
      assert.ok(tally.pauses > 100 && tally.waited.every((ms) => ms >= 0), policy.id);
      assert.equal(tally.pausesShown, tally.shownAfter.length, policy.id);
    }
  }).timeout(60_000);
});
