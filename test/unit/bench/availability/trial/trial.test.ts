import assert from 'node:assert/strict';
import { aiFallback } from '../../../../../bench/availability/strategies/aiFallback';
import { everpair } from '../../../../../bench/availability/strategies/everpair';
import { liteLlm } from '../../../../../bench/availability/strategies/liteLlm';
import { singleProvider } from '../../../../../bench/availability/strategies/singleProvider';
import type { Strategy } from '../../../../../bench/availability/strategies/strategy';
import { Counting, type Tally } from '../../../../../bench/availability/trial/tally';
import { runTrial } from '../../../../../bench/availability/trial/trial';
import { minute } from '../../../../../bench/simulation/units';
import { type Incident, World } from '../../../../../bench/availability/world/world';
import { worlds } from '../../../../../bench/availability/world/worlds';

const span = { from: 1_700_000_000_000, to: 1_700_000_000_000 + 200 * minute };

async function tallyOf(strategy: Strategy, world: World, questions: number): Promise<Tally> {
  const counting = new Counting('anthropic');
  await runTrial({
    world,
    outages: { background: worlds['2026'].background, disobeying: 0 },
    times: Array.from({ length: questions }, (_, index) => span.from + index * 4 * minute),
    chain: ['anthropic', 'openai'],
    strategy,
    onOutcome: (outcome) => counting.add(outcome),
    onTakenOut: (isWell) => counting.takenOut(isWell),
  });
  return counting.tally;
}

/** Every request to Anthropic fails, in all the ways there are. */
const broken: Incident = { ...span, kind: 'errors', failing: 1, scope: 'model' };
const oneDown = new World(3, span, { anthropic: [broken], openai: [] }, [], new Set());
const offline = new World(3, span, { anthropic: [], openai: [] }, [span], new Set());

describe('a trial', () => {
  it('finds every answer of the engine exact while one of two providers fails in every way', async () => {
    const { questions, useful, wrong, addedMs, requests } = await tallyOf(everpair, oneDown, 16);
    assert.deepEqual([questions, useful, wrong], [16, 16, 0]);
    assert.ok(requests > 16);
    assert.ok(Math.max(...addedMs) > 3_000, 'a silence takes its time');
  });

  it('finds nothing useful with the failing provider alone, and cut answers that are said to be whole', async () => {
    const { useful, wrong, lost, causes, requests } = await tallyOf(singleProvider, oneDown, 40);
    assert.equal(useful, 0);
    assert.ok(wrong > 0 && lost > 0);
    assert.ok((causes.late ?? 0) > 0, 'a silence lasts as long as the patience');
    assert.ok(requests > 40, 'refusals are asked again');
  });

  it('lets the others save what is refused and lose what breaks off', async () => {
    for (const strategy of [aiFallback, liteLlm]) {
      const { useful, wrong, causes } = await tallyOf(strategy, oneDown, 40);
      assert.ok(useful > 15 && useful < 40, `${strategy.title}: ${useful}`);
      assert.ok(wrong > 0);
      assert.ok((causes.late ?? 0) > 0);
    }
  });

  it('holds nothing against a provider when the machine is offline', async () => {
    const { useful, able, causes, takenOutWell } = await tallyOf(everpair, offline, 16);
    assert.deepEqual([useful, able, takenOutWell], [0, 0, 0]);
    assert.deepEqual(causes, { offline: 16 });
  });
});
