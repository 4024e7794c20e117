import assert from 'node:assert/strict';
import { languageFactsOf } from '../../../../../src/engine/completion/syntax/languages/languages';
import type * as Configurations from '../../../../../src/editor/completion/context/languageConfigurations';
import { silentLog } from '../../../../../src/engine/model/log';
import { loadWithEditor } from '../../vscodeStub';

interface Place {
  readonly path: string;
}

/** What is on disk, by path. */
const files = new Map<string, string>();
let extensions: readonly object[] = [];
let reads = 0;
let tellOfChange: () => void = () => undefined;

function contentOf({ path }: Place): Buffer {
  const text = files.get(path);
  if (text === undefined) throw new Error('ENOENT');
  return Buffer.from(text);
}

const editor = {
  Uri: {
    joinPath: ({ path }: Place, name: string): Place => ({ path: new URL(name, `file://${path}/`).pathname }),
  },
  extensions: {
    get all() {
      return extensions;
    },
    onDidChange: (listener: () => void) => {
      tellOfChange = listener;
      return { dispose: () => undefined };
    },
  },
  workspace: {
    fs: {
      stat: async (place: Place) => Promise.resolve({ size: contentOf(place).length }),
      readFile: async (place: Place) => {
        reads += 1;
        return Promise.resolve(contentOf(place));
      },
    },
  },
};

const { LanguageConfigurations } = loadWithEditor(editor, () =>
  require('../../../../../src/editor/completion/context/languageConfigurations'),
) as typeof Configurations;

/** An extension that brings a configuration for a language. */
function extension(id: string, languageId: string, configuration: string, text?: string): object {
  if (text !== undefined) files.set(new URL(configuration, `file:///extensions/${id}/`).pathname, text);
  return {
    id,
    extensionUri: { path: `/extensions/${id}` },
    packageJSON: { contributes: { languages: [null, 7, { id: languageId, configuration }] } },
  };
}

const warnings: string[] = [];

function configurations(...installed: readonly object[]): Configurations.LanguageConfigurations {
  extensions = installed;
  reads = 0;
  warnings.length = 0;
  return new LanguageConfigurations({ ...silentLog, warn: (line) => warnings.push(line) });
}

/** What is known once everything has been read. */
async function factsOf(
  of: Configurations.LanguageConfigurations,
  languageId: string,
): Promise<ReturnType<typeof languageFactsOf>> {
  await of.prepare(languageId);
  return of.of(languageId);
}

const own = `{
  // As people write them.
  "comments": { "lineComment": "~~", "blockComment": ["~(", ")~"] },
  "brackets": [["{", "}"], ["begin", "end"]],
  "autoClosingPairs": [
    ["{", "}"],
    { "open": "'", "close": "'", "notIn": ["string", "comment"] },
    { "open": "/**", "close": " */" },
  ],
}`;

describe('the language configurations of extensions', () => {
  beforeEach(() => files.clear());

  it('are read in both forms of pairs, with comments and commas at ends', async () => {
    const facts = await factsOf(configurations(extension('a.b', 'tilde', './language.json', own)), 'tilde');
    assert.deepEqual(facts, {
      lineComment: '~~',
      blockComment: ['~(', ')~'],
      brackets: [
        ['{', '}'],
        ['begin', 'end'],
      ],
      autoClosingPairs: [
        { open: '{', close: '}', notIn: [] },
        { open: "'", close: "'", notIn: ['string', 'comment'] },
        { open: '/**', close: ' */', notIn: [] },
      ],
    });
  });

  it('are not waited for, and read once', async () => {
    const all = configurations(extension('a.b', 'python', 'language.json', own));
    assert.equal(all.of('python'), languageFactsOf('python'));
    assert.equal(all.of('python'), languageFactsOf('python'));
    const facts = await factsOf(all, 'python');
    assert.equal(facts.lineComment, '~~');
    assert.equal(all.of('python'), facts);
    assert.equal(reads, 1);
  });

  it('count one over the other in the order of the extensions, each for what it says', async () => {
    const first = extension('a.a', 'tilde', 'one.json', own);
    const second = extension('a.b', 'tilde', 'two.json', '{ "comments": { "lineComment": { "comment": "%" } } }');
    const facts = await factsOf(configurations(first, second), 'tilde');
    assert.deepEqual([facts.lineComment, facts.blockComment, facts.brackets.length], ['%', undefined, 2]);
  });

  it('have what is usual for the language where they say nothing, and its brackets for pairs', async () => {
    const brackets = await factsOf(
      configurations(extension('a.b', 'ruby', 'a.json', '{"brackets":[["{","}"]]}')),
      'ruby',
    );
    assert.deepEqual(brackets, {
      lineComment: '#',
      brackets: [['{', '}']],
      autoClosingPairs: [{ open: '{', close: '}', notIn: [] }],
    });
  });

  it('leave out what is wrong in them', async () => {
    const text =
      '{ "comments": 7, "brackets": [["("], "()", ["(", ")"]], "autoClosingPairs": [{ "open": "" }, [1, 2], null] }';
    const facts = await factsOf(configurations(extension('a.b', 'ruby', 'a.json', text)), 'ruby');
    assert.deepEqual(facts, { lineComment: '#', brackets: [['(', ')']], autoClosingPairs: [] });
  });

  it('are left out, with one line in the log, where they are none, too large, deep without end or not there', async () => {
    const hostile = ['{ "comments"', '[]', `{"a":"${'a'.repeat(200_000)}"}`, '['.repeat(90_000), undefined];
    for (const text of hostile) {
      files.clear();
      const facts = await factsOf(configurations(extension('a.b', 'ruby', 'a.json', text)), 'ruby');
      assert.equal(facts, languageFactsOf('ruby'));
      assert.deepEqual([warnings.length, reads <= 1], [1, true], String(text?.slice(0, 20)));
      assert.match(warnings[0] ?? '', /^A language configuration of the extension a\.b is left out: \w+\.$/);
    }
  });

  it('are not looked for outside of the extension', async () => {
    const outside = extension('a.b', 'ruby', '../../elsewhere/a.json', own);
    assert.equal(await factsOf(configurations(outside), 'ruby'), languageFactsOf('ruby'));
    assert.equal(reads, 0);
  });

  it('are read again when extensions come or go', async () => {
    const all = configurations();
    assert.equal(await factsOf(all, 'ruby'), languageFactsOf('ruby'));
    extensions = [extension('a.b', 'ruby', 'a.json', own)];
    tellOfChange();
    assert.equal((await factsOf(all, 'ruby')).lineComment, '~~');
  });
});
