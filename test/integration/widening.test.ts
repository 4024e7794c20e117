import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { open } from './documents';
import { eventually, requestsSoFar } from './lab';

interface Entry {
  readonly type: string;
}

/** Of `everpair`, each as a whole; that of when completions come is for Python alone. */
interface Values {
  readonly boundary?: string;
  readonly exclude?: Readonly<Record<string, boolean>>;
  readonly 'completions.enabled'?: Readonly<Record<string, boolean>>;
  readonly 'completions.trigger'?: string;
  readonly 'completions.multiline'?: string;
}

const keys = ['boundary', 'exclude', 'completions.enabled', 'completions.trigger', 'completions.multiline'] as const;
const forPython = 'completions.trigger';

/** Settings that a repository can bring along. */
interface Place {
  readonly name: string;
  /** Why there is no such place here. */
  readonly missing?: string;
  readonly set: (values: Values) => Promise<void>;
}

/** What `inspect` gives beside its declared fields. */
interface Apart {
  readonly globalRemoteValue?: unknown;
  readonly globalRemoteLanguageValue?: unknown;
}

const { Global, Workspace } = vscode.ConfigurationTarget;
const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('everpair');
const machineFile = process.env['EVERPAIR_MACHINE_SETTINGS'];

function asFile(values: Values): string {
  const { [forPython]: trigger, ...others } = values;
  const plain = Object.entries(others).map(([key, value]) => [`everpair.${key}`, value]);
  return JSON.stringify({ ...Object.fromEntries(plain), '[python]': { [`everpair.${forPython}`]: trigger } });
}

function inMachine(): Values {
  const configuration = vscode.workspace.getConfiguration('everpair', { languageId: 'python' });
  return Object.fromEntries(
    keys.map((key) => {
      const found = (configuration.inspect(key) ?? {}) as Apart;
      return [key, key === forPython ? found.globalRemoteLanguageValue : found.globalRemoteValue];
    }),
  );
}

async function update(values: Values, target: vscode.ConfigurationTarget): Promise<void> {
  for (const key of keys) {
    const isForPython = key === forPython;
    const scope = isForPython ? { languageId: 'python' } : undefined;
    const configuration = vscode.workspace.getConfiguration('everpair', scope);
    const { globalLanguageValue, globalValue, workspaceLanguageValue, workspaceValue } =
      configuration.inspect(key) ?? {};
    const [user, theirs] = isForPython ? [globalLanguageValue, workspaceLanguageValue] : [globalValue, workspaceValue];
    const before = target === Global ? user : theirs;
    if (JSON.stringify(before) !== JSON.stringify(values[key])) {
      await configuration.update(key, values[key], target, isForPython);
    }
  }
}

const machine: Place = {
  name: 'a remote machine',
  ...(machineFile === undefined ? { missing: 'A desktop without a remote machine has no settings of one.' } : {}),
  set: async (values) => {
    assert.ok(machineFile);
    await writeFile(machineFile, asFile(values));
    await eventually(inMachine, (now) => asFile(now) === asFile(ordered(values)));
  },
};

function ordered(values: Values): Values {
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}

const workspace: Place = { name: 'a workspace', set: (values) => update(values, Workspace) };

async function asked(): Promise<number> {
  return Object.values(await requestsSoFar()).reduce((sum, each) => sum + each, 0);
}

/** Longer than any request waits for a rest of the keys. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_200));

let files = 0;
async function fresh(extension: string): Promise<void> {
  files += 1;
  await open(`widening-${files}.${extension}`, `value${files} = 1;\n`);
}

type Deed = () => Promise<unknown>;

const typingIn =
  (extension: string): Deed =>
  async () => {
    await fresh(extension);
    for (const text of ['next', ' = ']) await vscode.commands.executeCommand('type', { text });
  };

const askingIn =
  (extension: string): Deed =>
  async () => {
    await fresh(extension);
    await vscode.commands.executeCommand('everpair.triggerCompletion');
  };

const testing: Deed = async () => vscode.commands.executeCommand('everpair.testProviders');

async function reachesNobody(deeds: readonly Deed[]): Promise<void> {
  const before = await asked();
  for (const deed of deeds) await deed();
  await pause();
  assert.equal(await asked(), before);
}

async function eachReachesSomebody(deeds: readonly Deed[]): Promise<void> {
  for (const deed of deeds) {
    const before = await asked();
    await deed();
    await eventually(asked, (now) => now > before);
  }
}

/** What is suggested where a block begins. */
async function suggestedBlock(): Promise<string> {
  files += 1;
  const start = 'function add(a, b) {';
  const editor = await open(`widening-${files}.ts`, start);
  await eachReachesSomebody([async () => vscode.commands.executeCommand('everpair.triggerCompletion')]);
  await pause();
  await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
  return editor.document.getText().slice(start.length);
}

const narrow: Values = {
  exclude: { '*.sql': true },
  'completions.enabled': { javascript: false },
  'completions.trigger': 'manual',
  'completions.multiline': 'never',
};
const wide: Values = {
  exclude: { '*.sql': false },
  'completions.enabled': { '*': true, javascript: true },
  'completions.trigger': 'automatic',
  'completions.multiline': 'always',
};
/** Each reaches a host where its setting is wide. */
const ofCompletions = [typingIn('sql'), askingIn('sql'), typingIn('js'), typingIn('py')];
const ofBoundary = [testing, askingIn('js')];

for (const place of [machine, workspace]) {
  describe(`the settings of ${place.name}, which a repository can bring along`, function () {
    this.timeout(90_000);
    const userProviders = settings().inspect<readonly Entry[]>('providers')?.globalValue;
    const workspaceBoundary = settings().inspect<string>('boundary')?.workspaceValue;

    /** The user's first: VS Code writes into a machine's settings what is meant for the user's where those have a value. */
    const setBoth = async (users: Values, theirs: Values): Promise<void> => {
      await place.set({});
      await update(users, Global);
      await place.set(theirs);
    };

    // The only provider hands its model on to somebody else: code that it gets has left this machine.
    before(async function () {
      if (place.missing !== undefined) {
        console.log(place.missing);
        this.skip();
      }
      const ollama = userProviders?.find(({ type }) => type === 'ollama');
      assert.ok(ollama);
      await update({}, Workspace);
      await settings().update('providers', [{ ...ollama, model: 'qwen-cloud', completionModel: 'qwen-cloud' }], Global);
    });

    after(async () => {
      if (place.missing !== undefined) return;
      await setBoth({}, {});
      await update({ boundary: workspaceBoundary }, Workspace);
      await settings().update('providers', userProviders, Global);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('do not widen the user’s boundary, but narrow it', async () => {
      await setBoth({ boundary: 'local' }, { boundary: 'any' });
      await reachesNobody(ofBoundary);
      await setBoth({ boundary: 'any' }, { boundary: 'any' });
      await eachReachesSomebody(ofBoundary);
      await place.set({ boundary: 'local' });
      await reachesNobody(ofBoundary);
    });

    it('bring back no completion that the user does without, but take some away', async () => {
      await setBoth(narrow, wide);
      await reachesNobody(ofCompletions);
      assert.equal(await suggestedBlock(), '');
      await setBoth(wide, wide);
      await eachReachesSomebody(ofCompletions);
      assert.match(await suggestedBlock(), /^\n {2}return a \+ b;.*\n\}$/);
      await place.set(narrow);
      await reachesNobody(ofCompletions);
      assert.equal(await suggestedBlock(), '');
    });
  });
}
