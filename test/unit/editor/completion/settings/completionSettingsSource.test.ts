import assert from 'node:assert/strict';
import type * as Source from '../../../../../src/editor/completion/settings/completionSettingsSource';
import type { SettingProblem } from '../../../../../src/engine/config/settings/settingProblem';
import { loadWithEditor } from '../../vscodeStub';

interface Inspected {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly globalLanguageValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderLanguageValue?: unknown;
}

let files: Readonly<Record<string, Inspected>> = {};
let reads = 0;
const listeners: ((event: { affectsConfiguration: (section: string) => boolean }) => void)[] = [];
const subscribe = () => ({ dispose: () => undefined });

/** The part of the editor that the source uses. */
const editor = {
  EventEmitter: class {
    private heard: (() => void) | undefined;
    readonly event = (listener: () => void) => {
      this.heard = listener;
      return subscribe();
    };
    fire(): void {
      this.heard?.();
    }
  },
  Disposable: { from: subscribe },
  Uri: { from: (parts: unknown) => parts },
  workspace: {
    getConfiguration: () => {
      reads += 1;
      return { inspect: (key: string) => files[key] };
    },
    onDidChangeConfiguration: (listener: (typeof listeners)[number]) => {
      listeners.push(listener);
      return subscribe();
    },
    onDidChangeWorkspaceFolders: subscribe,
  },
};

const { CompletionSettingsSource } = loadWithEditor(editor, () =>
  require('../../../../../src/editor/completion/settings/completionSettingsSource'),
) as typeof Source;

function change(next: typeof files, section = 'everpair.completions'): void {
  files = next;
  for (const listener of listeners) listener({ affectsConfiguration: (asked) => section.startsWith(asked) });
}

const documentIn = (languageId: string) => ({ uri: {} as unknown as Source.SettingsScope['uri'], languageId });

describe('CompletionSettingsSource', () => {
  let told: (readonly SettingProblem[])[] = [];
  const open = (values: typeof files) => {
    listeners.length = 0;
    files = values;
    told = [];
    reads = 0;
    return new CompletionSettingsSource((problems) => told.push(problems));
  };

  it('reads the settings files once for all keys in a document', () => {
    const source = open({ 'completions.delay': { globalValue: 50 } });
    const document = documentIn('go');
    for (let key = 0; key < 100; key += 1) assert.equal(source.of(document).delayMs, 50);
    assert.equal(reads, 1);
  });

  it('reads them again after a change, and for another language only then', () => {
    const source = open({ 'completions.delay': { globalValue: 50 } });
    let changes = 0;
    source.onDidChange(() => (changes += 1));
    const document = documentIn('go');
    source.of(document);
    change({ 'completions.delay': { globalValue: 60 } }, 'everpair.providers');
    assert.equal(source.of(document).delayMs, 50);
    change({ 'completions.delay': { globalValue: 70 } });
    assert.equal(source.of(document).delayMs, 70);
    assert.equal(changes, 1);
  });

  it('reads again for a document whose language has changed', () => {
    const source = open({ 'completions.enabled': { defaultValue: { '*': true, markdown: false } } });
    const document = documentIn('go');
    assert.equal(source.of(document).enabled, true);
    document.languageId = 'markdown';
    assert.equal(source.of(document).enabled, false);
  });

  it('prefers the user’s value for the language', () => {
    const source = open({ 'completions.trigger': { globalValue: 'automatic', globalLanguageValue: 'manual' } });
    assert.equal(source.of(documentIn('go')).trigger, 'manual');
  });

  it('lets a workspace turn off and never spend', () => {
    const source = open({
      'completions.enabled': { workspaceValue: { go: false } },
      'completions.multiline': { workspaceFolderLanguageValue: 'never' },
      'completions.provider': { workspaceValue: 'collector' },
      'completions.maxLatency': { workspaceValue: 5_000 },
      'completions.localRace': { workspaceValue: true },
      'completions.prefetch': { workspaceValue: 'ahead' },
      'completions.delay': { workspaceValue: 0 },
    });
    assert.deepEqual(source.of(documentIn('go')), {
      enabled: false,
      trigger: 'automatic',
      multiline: 'never',
      provider: undefined,
      maxLatencyMs: undefined,
      localRace: false,
      prefetch: 'afterAccept',
      delayMs: undefined,
    });
  });

  it('reports a problem once, not for each document', () => {
    const source = open({ 'completions.delay': { globalValue: -1 } });
    for (const languageId of ['go', 'rust', 'python']) source.of(documentIn(languageId));
    assert.deepEqual(
      told.map((problems) => problems.map(({ key }) => key)),
      [['completions.delay']],
    );
  });
});
