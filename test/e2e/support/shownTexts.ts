import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../../../tools/vscode/folders';

/** All that the page says at this moment, to eyes and ears, each once. */
export async function shownTexts(frame: Frame): Promise<readonly string[]> {
  const texts = await frame.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element?.checkVisibility() || element.closest('style, script')) continue;
      if (!(node instanceof Element)) found.push(node.nodeValue ?? '');
      else for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '');
    }
    return found;
  });
  return [...new Set(texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()))].filter((text) => /\p{L}/u.test(text));
}

/** What of these texts is neither a translation nor made of `data`: names, prompts, answers. */
export function notTranslated(
  texts: readonly string[],
  language: string,
  data: readonly (string | RegExp)[],
): readonly string[] {
  const bundle = Object.values(
    JSON.parse(readFileSync(path.join(root, `l10n/bundle.l10n.${language}.json`), 'utf8')) as Record<string, string>,
  );
  const isData = (text: string): boolean =>
    data.some((known) => (typeof known === 'string' ? known === text : known.test(text)));
  // One that is all values would fit everything.
  const patterns = bundle.filter((text) => /\p{L}/u.test(text.replaceAll(/\{\w+\}/g, ''))).map(patternOf);
  const isKnown = (text: string): boolean =>
    !/\p{L}/u.test(text) || isData(text) || patterns.some((pattern) => pattern.test(text));
  // Notes stand in one line, one behind the other.
  return texts.filter((text) => !isKnown(text) && !text.split(/, | · /).every((part) => isKnown(part.trim())));
}

function patternOf(text: string): RegExp {
  const parts = text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/\{\w+\}/)
    .map((part) => part.replaceAll(/[.*+?^$()|[\]{}\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`, 'u');
}
