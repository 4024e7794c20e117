import assert from 'node:assert/strict';
import { languageFactsOf } from '../../../../../src/engine/completion/syntax/languages/languages';
import type * as Configurations from '../../../../../src/editor/completion/context/languageConfigurations';
import { silentLog } from '../../../../../src/engine/model/log';
import { loadWithEditor } from '../../vscodeStub';

interface Place {
  readonly path: string;
}

/** Files on disk, by path. */
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

/** An extension with a configuration for a language. */
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

/** The facts after everything has been read. */
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

describe('LanguageConfigurations', () => {
  beforeEach(() => files.clear());

  it('reads both forms of pairs, with comments and trailing commas', async () => {
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

  it('does not wait, and reads each language once', async () => {
    const all = configurations(extension('a.b', 'python', 'language.json', own));
    assert.equal(all.of('python'), languageFactsOf('python'));
    assert.equal(all.of('python'), languageFactsOf('python'));
    const facts = await factsOf(all, 'python');
    assert.equal(facts.lineComment, '~~');
    assert.equal(all.of('python'), facts);
    assert.equal(reads, 1);
  });

  it('lets the last extension win, part by part', async () => {
    const first = extension('a.a', 'tilde', 'one.json', own);
    const second = extension('a.b', 'tilde', 'two.json', '{ "comments": { "lineComment": { "comment": "%" } } }');
    const facts = await factsOf(configurations(first, second), 'tilde');
    assert.deepEqual([facts.lineComment, facts.blockComment, facts.brackets.length], ['%', undefined, 2]);
  });

  it('falls back to our table for absent parts, and to brackets for absent pairs', async () => {
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

  it('leaves invalid parts out', async () => {
    const text =
      '{ "comments": 7, "brackets": [["("], "()", ["(", ")"]], "autoClosingPairs": [{ "open": "" }, [1, 2], null] }';
    const facts = await factsOf(configurations(extension('a.b', 'ruby', 'a.json', text)), 'ruby');
    assert.deepEqual(facts, { lineComment: '#', brackets: [['(', ')']], autoClosingPairs: [] });
  });

  it('leaves a file out, with one log line, that is invalid, too large, too deep or missing', async () => {
    const hostile = ['{ "comments"', '[]', `{"a":"${'a'.repeat(200_000)}"}`, '['.repeat(90_000), undefined];
    for (const text of hostile) {
      files.clear();
      const facts = await factsOf(configurations(extension('a.b', 'ruby', 'a.json', text)), 'ruby');
      assert.equal(facts, languageFactsOf('ruby'));
      assert.deepEqual([warnings.length, reads <= 1], [1, true], String(text?.slice(0, 20)));
      assert.match(warnings[0] ?? '', /^A language configuration of the extension a\.b is left out: \w+\.$/);
    }
  });

  it('does not look outside of the extension', async () => {
    const outside = extension('a.b', 'ruby', '../../elsewhere/a.json', own);
    assert.equal(await factsOf(configurations(outside), 'ruby'), languageFactsOf('ruby'));
    assert.equal(reads, 0);
  });

  it('reads again when extensions are added or removed', async () => {
    const all = configurations();
    assert.equal(await factsOf(all, 'ruby'), languageFactsOf('ruby'));
    extensions = [extension('a.b', 'ruby', 'a.json', own)];
    tellOfChange();
    assert.equal((await factsOf(all, 'ruby')).lineComment, '~~');
  });
});
