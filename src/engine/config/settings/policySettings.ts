import * as l10n from '@vscode/l10n';
import {
  boundaries,
  type Boundary,
  defaultPolicy,
  keepWarms,
  midAnswers,
  narrowest,
  type Policy,
} from '../../failover/api/policy';
import { type HostList, readHostPattern } from '../../failover/api/allowedHosts';
import { shownValue } from '../../model/text/shortened';
import { readBudgets } from './budgetSettings';
import { readProviderId } from './providerId';
import { settingKeys } from './settingKeys';
import type { SettingProblem } from './settingProblem';

/** A setting that each of these may only narrow. */
export interface ReachValues {
  /** What a policy of the company says, and where there is none the default, which narrows nothing. */
  readonly company?: unknown;
  readonly user: unknown;
  /** Of the remote machine or container. */
  readonly machine: unknown;
  readonly workspace: unknown;
  /** Of every folder of the workspace. */
  readonly folders: readonly unknown[];
}

/** The settings that make up the policy, as they stand in the settings files; undefined where one is not set. */
export interface PolicyValues {
  readonly boundary: ReachValues;
  readonly allowedHosts?: ReachValues;
  readonly brokenAnswer: unknown;
  readonly maxRequestCost: unknown;
  readonly budgets?: unknown;
  readonly hedgeChat: unknown;
  readonly keepWarm?: unknown;
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

  const { boundary, brokenAnswer, maxRequestCost, hedgeChat, keepWarm } = values;
  const completionsFirst = readProviderId(values.completionsFirst);
  const fromCompany = boundaryIn(boundary.company, (shown) =>
    l10n.t(
      'everpair.boundary in your company\'s policy must be "local", "private" or "any", not {0}. Until then code stays on this machine.',
      shown,
    ),
  );
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

  const { budgets, wrong: wrongBudget } = readBudgets(values.budgets);
  if (wrongBudget !== undefined) problem('budgets', wrongBudget);

  if (hedgeChat !== undefined && typeof hedgeChat !== 'boolean') {
    problem(
      'hedgeChat',
      l10n.t('everpair.hedgeChat must be true or false, not {0}. Until then it is off.', shownValue(hedgeChat)),
    );
  }

  const isKeepWarm = isOneOf(keepWarms, keepWarm);
  if (keepWarm !== undefined && !isKeepWarm) {
    problem(
      'localModelKeepWarm',
      l10n.t(
        'everpair.localModel.keepWarm must be "whenCloudsFail", "always" or "never", not {0}. Until then local models are loaded by their own requests alone.',
        shownValue(keepWarm),
      ),
    );
  }

  const { hosts, wrong } = readAllowedHosts(values.allowedHosts);
  if (wrong !== undefined) {
    problem(
      'allowedHosts',
      l10n.t(
        'everpair.allowedHosts must be a list of hosts such as "api.example.com", "*.example.com" or "localhost:8080", not {0}. Until then what is wrong allows no host.',
        shownValue(wrong),
      ),
    );
  }

  return {
    policy: {
      boundary: narrowest(fromCompany, fromUser, fromMachine, fromWorkspace, ...fromFolders),
      ...(hosts.length === 0 ? {} : { allowedHosts: hosts }),
      midAnswer,
      ...(limit === undefined ? {} : { maxRequestCost: limit }),
      ...(budgets.size === 0 ? {} : { budgets }),
      hedgeChat: hedgeChat === true,
      keepWarm: isKeepWarm ? keepWarm : keepWarm === undefined ? defaultPolicy.keepWarm : 'never',
      ...(completionsFirst === undefined ? {} : { completionsFirst }),
    },
    problems,
  };
}

function isOneOf<T extends string>(all: readonly T[], value: unknown): value is T {
  return all.some((each) => each === value);
}

/** A list that is empty or not set allows all hosts. `wrong`: the first value that is no list of hosts. */
function readAllowedHosts(values: ReachValues | undefined): {
  readonly hosts: readonly HostList[];
  readonly wrong: unknown;
} {
  const { company, user, machine, workspace, folders = [] } = values ?? {};
  const lists = [company, user, machine, workspace, ...folders].flatMap((value) => {
    if (value === undefined) return [];
    const entries: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
    if (entries?.length === 0) return [];
    const wrong = entries ? entries.find((entry) => readHostPattern(entry) === undefined) : value;
    return [{ hosts: entries?.flatMap((entry) => readHostPattern(entry) ?? []) ?? [], wrong }];
  });
  return {
    hosts: lists.map(({ hosts }) => hosts),
    wrong: lists.find(({ wrong }) => wrong !== undefined)?.wrong,
  };
}
