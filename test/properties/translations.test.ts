import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesOf, languages, read, textsOfCode, textsOfManifest, type Translations } from '../../tools/l10n/texts';

const root = process.cwd();
const manifestText = readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as { readonly contributes: unknown };
const manifestKeys = new Set([...manifestText.matchAll(/"%([\w.-]+)%"/g)].map(([, key = '']) => key));
const english = textsOfManifest(root);

/** The pieces of a text that a translation must keep as they are. */
const kept: readonly RegExp[] = [
  // Placeholders of values.
  /\{\w+\}/g,
  // Code, other settings, and what links lead to.
  /`[^`]*`/g,
  /\]\([^)]*\)/g,
  // Icons.
  /\$\([\w~-]+\)/g,
];

function keptPieces(text: string): readonly string[] {
  return kept.flatMap((pattern) => [...text.matchAll(pattern)].map(([piece]) => piece)).sort();
}

function check(texts: Translations, translations: Translations): void {
  assert.deepEqual(Object.keys(translations).sort(), Object.keys(texts).sort());
  for (const [key, text] of Object.entries(texts)) {
    const translation = translations[key] ?? '';
    assert.ok(translation.trim(), `nothing stands for ${key}`);
    assert.deepEqual(new Set(keptPieces(translation)), new Set(keptPieces(text)), key);
    assert.equal(translation.endsWith('\n'), text.endsWith('\n'), `the end of ${key}`);
  }
}

/** The fields of a manifest that a user reads. */
const shown = new Set([
  ...['title', 'shortTitle', 'contextualTitle', 'name', 'description', 'markdownDescription', 'altText'],
  ...['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels'],
  ...['deprecationMessage', 'markdownDeprecationMessage'],
]);

function shownTexts(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node as Readonly<Record<string, unknown>>).flatMap(([field, value]) => {
    const texts = [value].flat().filter((each) => typeof each === 'string');
    return shown.has(field) && texts.length > 0 ? texts : shownTexts(value);
  });
}

describe('the texts of the code', () => {
  const code = textsOfCode(root);
  const messages = Object.fromEntries(
    Object.entries(code).map(([key, text]) => [key, typeof text === 'string' ? text : text.message]),
  );

  it('are those that translators are given', () => {
    assert.deepEqual(read(path.join(root, 'l10n/bundle.l10n.json')), code);
  });

  for (const language of languages(root)) {
    it(`are all translated into ${language}, with the same values in them`, () => {
      const { bundle } = filesOf(root, language);
      const translations = read(bundle);
      check(messages, translations);
      assert.equal(translations['en/the tag of the language']?.slice(0, 2), language.slice(0, 2));
    });
  }
});

describe('the texts of the manifest', () => {
  it('are all there, and no others', () => {
    assert.deepEqual(Object.keys(english).sort(), [...manifestKeys].sort());
  });

  it('stand in no place where they could not be translated', () => {
    assert.deepEqual(
      shownTexts(manifest.contributes).filter((text) => text !== 'Everpair' && !/^%.*%$/.test(text)),
      [],
    );
  });

  for (const language of languages(root)) {
    it(`are all translated into ${language}`, () => check(english, read(filesOf(root, language).manifest)));
  }
});
