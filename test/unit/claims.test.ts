import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

/** Headings under which nothing is claimed. */
const withoutClaims = ['How to report a fault', 'Who is trusted', 'What is not promised'];

/** The list items and rows of a document's sections, each on one line. */
function claimsOf(document: string): readonly string[] {
  const sections = readFileSync(document, 'utf8').split(/^## /m).slice(1);
  return sections
    .filter((section) => !withoutClaims.some((heading) => section.startsWith(`${heading}\n`)))
    .flatMap((section) => [
      ...section
        .split(/^- /m)
        .slice(1)
        .map((item) => item.split('\n\n')[0]?.replaceAll(/\s+/g, ' ').trim() ?? ''),
      // A table's first two lines are its head.
      ...section
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .slice(2),
    ]);
}

function testsOf(claim: string): readonly string[] {
  return [...claim.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path ?? '');
}

for (const document of ['SECURITY.md', 'docs/privacy.md']) {
  describe(`a claim of ${document}`, () => {
    const claims = claimsOf(document);

    it('is one of many', () => assert.ok(claims.length > 15, String(claims.length)));

    for (const claim of claims) {
      it(`has tests that are there: ${claim.slice(0, 70)}`, () => {
        const tests = testsOf(claim);
        assert.ok(tests.length > 0, 'no test is named');
        assert.deepEqual(
          tests.filter((path) => !/\.test\.ts$/.test(path) || !existsSync(path)),
          [],
        );
      });
    }
  });
}
