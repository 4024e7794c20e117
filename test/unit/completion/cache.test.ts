import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CompletionCache } from '../../../src/completion/cache';
import { at } from './fixtures';

describe('the cache of completions', () => {
  it('finds the rest of a suggestion at every point of typing it', () => {
    const text = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(text, fc.string(), text, (suggestion, suffix, prefix) => {
        for (let typed = 0; typed < suggestion.length; typed += 1) {
          const cache = new CompletionCache();
          const hole = { prefix, suffix, path: 'a', languageId: 'b' };
          cache.store('d', hole, suggestion);
          const found = cache.find('d', { ...hole, prefix: prefix + suggestion.slice(0, typed) });
          // A suggestion that repeats itself can be found at more than one point.
          assert.ok(found !== undefined && suggestion.endsWith(found));
          if (new Set(suggestion).size === suggestion.length) assert.equal(found, suggestion.slice(typed));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('does not take a line for the same line further up', () => {
    const cache = new CompletionCache();
    cache.store('d', at('import █'), "fs from 'node:fs';");
    assert.equal(cache.find('d', at("import path from 'node:path';\nimport █")), undefined);
  });

  it('finds nothing before a text that has changed behind the cursor', () => {
    const cache = new CompletionCache();
    cache.store('d', at('f(█)'), 'a, b');
    assert.equal(cache.find('d', at('f(█, c)')), undefined);
    assert.equal(cache.find('d', at('f(█)')), 'a, b');
  });

  it('keeps the newer of two suggestions at a place', () => {
    const cache = new CompletionCache();
    cache.store('d', at('f(█)'), 'old');
    cache.store('d', at('f(█)'), 'new');
    assert.equal(cache.find('d', at('f(█)')), 'new');
  });

  it('keeps the latest two hundred', () => {
    const cache = new CompletionCache();
    for (let line = 0; line <= 200; line += 1) cache.store('d', at(`line ${line}: █`), 'x');
    assert.equal(cache.find('d', at('line 0: █')), undefined);
    assert.equal(cache.find('d', at('line 1: █')), 'x');
    assert.equal(cache.find('d', at('line 200: █')), 'x');
  });
});
