import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesOf, languages, read, textsOfCode, textsOfManifest, type Translations } from '../../tools/l10n/texts';
import { promptCommands } from '../../src/engine/chat/commands/builtInCommands';
import { presets } from '../../src/engine/providers/catalogue/presets/presets';

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
  ...['deprecationMessage', 'markdownDeprecationMessage', 'label', 'category', 'contents', 'tooltip'],
]);

/** Names that are the same in every language. */
const names: ReadonlySet<string> = new Set([
  ...['Everpair', 'Anthropic', 'OpenAI', 'Google Gemini', 'Ollama', 'Amazon Bedrock', 'Azure OpenAI'],
  ...['Gemini on Vertex AI', 'Claude on Vertex AI'],
  // Of policies, and of where VS Code keeps them.
  ...['EverpairBoundary', 'EverpairAllowedHosts', 'Extensions'],
  // What is typed behind @ and / in VS Code's Chat.
  ...['everpair', ...promptCommands.map(({ name }) => name)],
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

/** Also those of hosts with their addresses: "Groq: https://api.groq.com/openai/v1, GROQ_API_KEY". */
function isName(text: string): boolean {
  return names.has(text) || presets.some(({ label, baseUrl }) => text.startsWith(`${label}: ${baseUrl}`));
}

describe('the texts of the manifest', () => {
  it('are all there, and no others', () => {
    assert.deepEqual(Object.keys(english).sort(), [...manifestKeys].sort());
  });

  it('stand in no place where they could not be translated', () => {
    assert.deepEqual(
      shownTexts(manifest.contributes).filter((text) => !isName(text) && !/^%.*%$/.test(text)),
      [],
    );
  });

  for (const language of languages(root)) {
    it(`are all translated into ${language}`, () => check(english, read(filesOf(root, language).manifest)));
  }
});
