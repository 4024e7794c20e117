import * as l10n from '@vscode/l10n';
import { boundaries, type Boundary, defaultPolicy, midAnswers, narrowest, type Policy } from '../failover/api/policy';
import { shownValue } from '../model/text/shortened';
import { readProviderId } from './providerId';
import { settingKeys } from './settingKeys';
import type { SettingProblem } from './settingProblem';

/** The settings that make up the policy, as they stand in the settings files; undefined where one is not set. */
export interface PolicyValues {
  readonly boundary: {
    readonly user: unknown;
    /** Of the remote machine or container. */
    readonly machine: unknown;
    readonly workspace: unknown;
    /** Of every folder of the workspace. */
    readonly folders: readonly unknown[];
  };
  readonly brokenAnswer: unknown;
  readonly maxRequestCost: unknown;
  readonly hedgeChat: unknown;
  /** Id of the provider that completions ask first. Who says that a wrong one is wrong is not this reader. */
  readonly completionsFirst?: unknown;
}

/**
 * From settings to a policy. Pure: takes any value from the settings files. A remote machine and a workspace can only
 * narrow the user's boundary. A value that is not understood is read as the value that sends and spends the least.
 */
export function readPolicy(values: PolicyValues): {
  readonly policy: Policy;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const problem = (key: keyof typeof settingKeys, message: string): void => {
    problems.push({ key: settingKeys[key], message });
  };

  const boundaryIn = (value: unknown, wrong: (shown: string) => string): Boundary => {
    if (value === undefined) return 'any';
    if (isOneOf(boundaries, value)) return value;
    // A window with one folder shows the same value as its workspace's and as its folder's.
    if (problems.length === 0) {
      problem('boundary', wrong(shownValue(value)));
    }
    return 'local';
  };

  const { boundary, brokenAnswer, maxRequestCost, hedgeChat } = values;
  const completionsFirst = readProviderId(values.completionsFirst);
  const fromUser = boundaryIn(boundary.user, (shown) =>
    l10n.t(
      'everpair.boundary in your settings must be "local", "private" or "any", not {0}. Until then code stays on this machine.',
      shown,
    ),
  );
  const fromMachine = boundaryIn(boundary.machine, (shown) =>
    l10n.t(
      'everpair.boundary in the remote machine\'s settings must be "local", "private" or "any", not {0}. Until then code stays on this machine.',
      shown,
    ),
  );
  const fromWorkspace = boundaryIn(boundary.workspace, (shown) =>
    l10n.t(
      'everpair.boundary in this workspace\'s settings must be "local", "private" or "any", not {0}. Until then code stays on this machine.',
      shown,
    ),
  );
  const fromFolders = boundary.folders.map((value) =>
    boundaryIn(value, (shown) =>
      l10n.t(
        'everpair.boundary in a folder\'s settings must be "local", "private" or "any", not {0}. Until then code stays on this machine.',
        shown,
      ),
    ),
  );

  let midAnswer: Policy['midAnswer'] = defaultPolicy.midAnswer;
  if (isOneOf(midAnswers, brokenAnswer)) midAnswer = brokenAnswer;
  else if (brokenAnswer !== undefined) {
    midAnswer = 'stop';
    problem(
      'brokenAnswer',
      l10n.t(
        'everpair.brokenAnswer must be "continue", "restart" or "stop", not {0}. Until then you are asked when an answer breaks off.',
        shownValue(brokenAnswer),
      ),
    );
  }

  // The settings editor writes null when the box is emptied.
  let limit: number | undefined;
  if (typeof maxRequestCost === 'number' && maxRequestCost >= 0) limit = maxRequestCost;
  else if (maxRequestCost !== undefined && maxRequestCost !== null) {
    limit = 0;
    problem(
      'maxRequestCost',
      l10n.t(
        'everpair.maxRequestCost must be a number of US dollars, 0 or more, not {0}. Until then nothing that is known to cost money is asked.',
        shownValue(maxRequestCost),
      ),
    );
  }

  if (hedgeChat !== undefined && typeof hedgeChat !== 'boolean') {
    problem(
      'hedgeChat',
      l10n.t('everpair.hedgeChat must be true or false, not {0}. Until then it is off.', shownValue(hedgeChat)),
    );
  }

  return {
    policy: {
      boundary: narrowest(fromUser, fromMachine, fromWorkspace, ...fromFolders),
      midAnswer,
      ...(limit === undefined ? {} : { maxRequestCost: limit }),
      hedgeChat: hedgeChat === true,
      ...(completionsFirst === undefined ? {} : { completionsFirst }),
    },
    problems,
  };
}

function isOneOf<T extends string>(all: readonly T[], value: unknown): value is T {
  return all.some((each) => each === value);
}
