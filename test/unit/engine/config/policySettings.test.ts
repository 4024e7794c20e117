import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PolicyValues, readPolicy } from '../../../../src/engine/config/policySettings';
import { boundaries, type Boundary, defaultPolicy } from '../../../../src/engine/failover/api/policy';

interface Given extends Partial<Omit<PolicyValues, 'boundary'>> {
  readonly user?: unknown;
  readonly machine?: unknown;
  readonly workspace?: unknown;
  readonly folders?: readonly unknown[];
}

function read({ user, machine, workspace, folders = [], ...more }: Given = {}): ReturnType<typeof readPolicy> {
  const unset = { brokenAnswer: undefined, maxRequestCost: undefined, hedgeChat: undefined };
  return readPolicy({ ...unset, ...more, boundary: { user, machine, workspace, folders } });
}

const width = (boundary: Boundary): number => boundaries.indexOf(boundary);

describe('the policy of the settings', () => {
  it('is the default where nothing is set', () => {
    assert.deepEqual(read(), { policy: defaultPolicy, problems: [] });
  });

  it('is what the user has set', () => {
    const { policy, problems } = read({
      user: 'private',
      brokenAnswer: 'restart',
      maxRequestCost: 0.25,
      hedgeChat: true,
    });
    assert.deepEqual(policy, { boundary: 'private', midAnswer: 'restart', maxRequestCost: 0.25, hedgeChat: true });
    assert.deepEqual(problems, []);
  });

  it('has no limit of cost when the box of the settings editor was emptied, and a limit of 0 when that is the value', () => {
    assert.equal(read({ maxRequestCost: null }).policy.maxRequestCost, undefined);
    assert.equal(read({ maxRequestCost: 0 }).policy.maxRequestCost, 0);
  });

  describe('that is not understood', () => {
    const wrong: readonly [
      key: string,
      given: Given,
      safe: Partial<ReturnType<typeof read>['policy']>,
      words: RegExp,
    ][] = [
      ['boundary', { user: 'locl' }, { boundary: 'local' }, /in your settings must be .* not "locl".*on this machine/],
      ['boundary', { workspace: 7 }, { boundary: 'local' }, /in this workspace's settings must be .* not 7\./],
      ['boundary', { folders: ['any', null] }, { boundary: 'local' }, /in a folder's settings must be .* not null\./],
      ['brokenAnswer', { brokenAnswer: 'ask' }, { midAnswer: 'stop' }, /not "ask"\. Until then you are asked/],
      ['maxRequestCost', { maxRequestCost: '1' }, { maxRequestCost: 0 }, /US dollars.*not "1"\. Until then nothing/],
      ['maxRequestCost', { maxRequestCost: -1 }, { maxRequestCost: 0 }, /not -1\./],
      ['hedgeChat', { hedgeChat: 'yes' }, { hedgeChat: false }, /not "yes"\. Until then it is off/],
    ];
    for (const [key, given, safe, words] of wrong) {
      it(`is read as the safe one for ${JSON.stringify(given)}, and told once`, () => {
        const { policy, problems } = read(given);
        assert.deepEqual(policy, { ...defaultPolicy, ...safe });
        assert.deepEqual(
          problems.map((problem) => problem.key),
          [key],
        );
        assert.match(problems[0]!.message, new RegExp(`^everpair\\.${key} `));
        assert.match(problems[0]!.message, words);
      });
    }

    it('is told once when a window with one folder shows it as two', () => {
      assert.equal(read({ workspace: 'x', folders: ['x'] }).problems.length, 1);
    });

    it('is told in a line, however long it is', () => {
      assert.ok(read({ user: 'x'.repeat(10_000) }).problems[0]!.message.length < 250);
    });
  });

  describe('as to the boundary', () => {
    const valid = fc.constantFrom(...boundaries);
    const unset = fc.constant(undefined);
    const anything = fc.oneof(valid, unset, fc.anything());

    it('is never wider than the user says, whatever a workspace and its folders say', () => {
      fc.assert(
        fc.property(fc.oneof(valid, unset), anything, fc.array(anything), (user, workspace, folders) => {
          const { boundary } = read({ user, workspace, folders }).policy;
          assert.ok(width(boundary) <= width(user ?? 'any'), `${user} became ${boundary}`);
        }),
      );
    });

    it('is the narrowest of all that are set', () => {
      fc.assert(
        fc.property(valid, fc.oneof(valid, unset), fc.array(fc.oneof(valid, unset)), (user, workspace, folders) => {
          const set = [user, workspace, ...folders].filter((value) => value !== undefined);
          const narrowest = boundaries[Math.min(...set.map(width))];
          assert.equal(read({ user, workspace, folders }).policy.boundary, narrowest);
        }),
      );
    });

    it('is local as soon as one of them is not understood', () => {
      const wrong = fc.anything().filter((value) => value !== undefined && !boundaries.some((each) => each === value));
      fc.assert(
        fc.property(wrong, fc.nat(3), (value, place) => {
          const given = [{ user: value }, { machine: value }, { workspace: value }, { folders: [value] }][place];
          assert.equal(read(given).policy.boundary, 'local');
        }),
      );
    });
  });
});
