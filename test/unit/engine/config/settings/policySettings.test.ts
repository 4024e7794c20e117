import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type PolicyValues,
  type ReachValues,
  readPolicy,
} from '../../../../../src/engine/config/settings/policySettings';
import { boundaries, type Boundary, defaultPolicy } from '../../../../../src/engine/failover/api/policy';

interface Given extends Partial<Omit<PolicyValues, 'boundary'>> {
  readonly company?: unknown;
  readonly user?: unknown;
  readonly machine?: unknown;
  readonly workspace?: unknown;
  readonly folders?: readonly unknown[];
}

function read({ company, user, machine, workspace, folders = [], ...more }: Given = {}): ReturnType<typeof readPolicy> {
  const unset = { brokenAnswer: undefined, maxRequestCost: undefined, hedgeChat: undefined };
  return readPolicy({ ...unset, ...more, boundary: { company, user, machine, workspace, folders } });
}

const nothingPaid = { budgets: new Map([['all', 0]]) };

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
      keepWarm: 'always',
    });
    const set = { midAnswer: 'restart', maxRequestCost: 0.25, hedgeChat: true, keepWarm: 'always' };
    assert.deepEqual(policy, { boundary: 'private', ...set });
    assert.deepEqual(problems, []);
  });

  it('has no limit of cost when the box of the settings editor was emptied, and a limit of 0 when that is the value', () => {
    assert.equal(read({ maxRequestCost: null }).policy.maxRequestCost, undefined);
    assert.equal(read({ maxRequestCost: 0 }).policy.maxRequestCost, 0);
  });

  it('has the budgets that are set, and none where there is none', () => {
    assert.deepEqual(
      read({ budgets: { all: 20, openai: 0 } }).policy.budgets,
      new Map(Object.entries({ all: 20, openai: 0 })),
    );
    assert.equal('budgets' in read({ budgets: {} }).policy, false);
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
      ['budgets', { budgets: 20 }, nothingPaid, /an object of providers.*not 20\. Until then nothing that costs/],
      ['budgets', { budgets: { all: 20, openai: '5' } }, nothingPaid, /\["openai"\] must be .*not "5"\. Until then/],
      ['budgets', { budgets: { all: -1, openai: 'x' } }, nothingPaid, /\["all"\] must be .*not -1\./],
      [
        'localModel.keepWarm',
        { keepWarm: 'on' },
        { keepWarm: 'never' },
        /not "on"\. Until then local models are loaded/,
      ],
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
        assert.match(problems[0]!.message, new RegExp(`^everpair\\.${key}[ []`));
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

    it('is never wider than a company says', () => {
      assert.equal(read({ company: 'private', user: 'any' }).policy.boundary, 'private');
      assert.equal(read({ company: 'private', user: 'local' }).policy.boundary, 'local');
      assert.equal(read({ company: 'nowhere', user: 'any' }).policy.boundary, 'local');
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

  describe('as to the allowed hosts', () => {
    const hosts = (given: Partial<ReachValues>): ReturnType<typeof read> =>
      read({ allowedHosts: { user: undefined, machine: undefined, workspace: undefined, folders: [], ...given } });

    it('allows all of them where no list is set, or each is empty', () => {
      assert.equal(hosts({}).policy.allowedHosts, undefined);
      assert.equal(hosts({ company: [], user: [] }).policy.allowedHosts, undefined);
    });

    it('has each list that is set, so that none can widen another', () => {
      const { policy, problems } = hosts({ company: ['*.example'], user: ['a.example'], folders: [['b.example']] });
      assert.deepEqual(policy.allowedHosts, [['*.example'], ['a.example'], ['b.example']]);
      assert.deepEqual(problems, []);
    });

    it('allows nothing for what is not understood, and tells it once', () => {
      const { policy, problems } = hosts({
        user: ['https://a.example', 'b.example'],
        workspace: 'c.example',
        machine: [7],
      });
      assert.deepEqual(policy.allowedHosts, [['b.example'], [], []]);
      assert.equal(problems.length, 1);
      assert.match(
        problems[0]?.message ?? '',
        /^everpair\.allowedHosts must be a list of hosts.*not "https:\/\/a\.example"/,
      );
    });
  });
});
