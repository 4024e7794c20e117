import assert from 'node:assert/strict';
import { chatProfile } from '../../../../../src/engine/failover/api/requestProfile';
import { Adaptations } from '../../../../../src/engine/failover/learned/adaptations';
import { Capabilities } from '../../../../../src/engine/failover/learned/capabilities';
import { LearnedFacts } from '../../../../../src/engine/failover/learned/learnedFacts';
import { RequestRepairs } from '../../../../../src/engine/failover/request/requestRepairs';
import { chatRoutedRequest } from '../../../../../src/engine/failover/request/context/routedRequest';
import { question } from '../engine';
import { failure, route, virtualClock } from '../fixtures';

const a = route('a', { traits: { prefill: true } });

function rig() {
  const clock = virtualClock();
  const capabilities = new Capabilities(new LearnedFacts({ clock }), () => clock.now());
  return { capabilities, repairs: new RequestRepairs(new Adaptations(capabilities), capabilities) };
}

const warm = chatRoutedRequest({ ...question('Count.'), temperature: 1 }, chatProfile);
const refusal = (changes = {}) => failure('bad-request', 'request', changes);

describe('RequestRepairs', () => {
  it('knows no remedy for a refusal that names none', () => {
    assert.equal(rig().repairs.repair(warm, a, refusal(), false), undefined);
  });

  it('leaves a refused parameter out, once', () => {
    const { repairs } = rig();
    const refused = refusal({ refusedParameters: ['temperature'] });
    assert.deepEqual(repairs.repair(warm, a, refused, false), { request: warm, leftOut: 'temperature' });
    assert.equal(repairs.repair(warm, a, refused, false), undefined);
  });

  it('asks for fewer tokens where the route names its limit', () => {
    assert.equal(
      rig().repairs.repair(warm, a, refusal({ outputLimitTokens: 512 }), false)?.leftOut,
      'more than 512 tokens',
    );
  });

  it('changes the request as the refusal says, once for each route, and keeps its profile', () => {
    const { repairs } = rig();
    const repaired = repairs.repair(warm, a, refusal({ repair: 'parameter' }), false);
    assert.equal(repaired?.leftOut, 'parameter');
    assert.notEqual(repaired.request, warm);
    assert.equal(repaired.request.profile, chatProfile);
    assert.equal(repairs.repair(warm, a, refusal({ repair: 'parameter' }), false), undefined);
    assert.ok(repairs.repair(warm, route('b'), refusal({ repair: 'parameter' }), false));
  });

  it('has no remedy where the request has nothing to leave out', () => {
    const plain = chatRoutedRequest(question('Count.'), chatProfile);
    assert.equal(rig().repairs.repair(plain, a, refusal({ repair: 'parameter' }), false), undefined);
  });

  it('learns that a route takes no prefill only from a request that had one', () => {
    const { repairs, capabilities } = rig();
    assert.equal(repairs.repair(warm, a, refusal({ repair: 'prefill' }), false), undefined);
    assert.equal(capabilities.takesPrefill(a), true);
    assert.deepEqual(repairs.repair(warm, a, refusal({ repair: 'prefill' }), true), {
      request: warm,
      leftOut: 'prefill',
    });
    assert.equal(capabilities.takesPrefill(a), false);
  });
});
