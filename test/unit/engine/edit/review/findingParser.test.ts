import assert from 'node:assert/strict';
import type { Finding } from '../../../../../src/engine/edit/review/finding';
import { FindingParser } from '../../../../../src/engine/edit/review/findingParser';

const whole = `### FINDING
FILE: src/a.ts
SEVERITY: error
QUOTE:   if (a = b) {
WHAT: It assigns.
WHY: Always true.
And more.
<<<<<<< SEARCH
  if (a = b) {
=======
  if (a === b) {
>>>>>>> REPLACE
### END
`;
const finding: Finding = {
  path: 'src/a.ts',
  severity: 'error',
  quote: '  if (a = b) {',
  what: 'It assigns.',
  why: 'Always true.\nAnd more.',
  fix: { search: '  if (a = b) {', replace: '  if (a === b) {' },
};

function read(text: string, isWhole = true): readonly Finding[] {
  const parser = new FindingParser();
  parser.push(text);
  return parser.end(isWhole);
}

describe('the findings of an answer', () => {
  it('are read with all their fields', () => assert.deepEqual(read(whole), [finding]));

  it('are given when they end, and not before', () => {
    const parser = new FindingParser();
    parser.push(whole.slice(0, -1));
    assert.deepEqual(parser.findings, []);
    parser.push('\n');
    assert.deepEqual(parser.findings, [finding]);
  });

  it('are found among prose, fences, marks and other ends of lines', () => {
    const dressed = `Sure! I looked at it.\n\n\`\`\`\n${whole}\`\`\`\nThat is all: WHAT: nothing.\n`
      .replace('FILE: src/a.ts', '**FILE:** `src/a.ts`')
      .replace('QUOTE:   if (a = b) {', 'QUOTE:\n```ts\n  if (a = b) {\n```')
      .replaceAll('\n', '\r\n');
    assert.deepEqual(read(dressed), [finding]);
  });

  it('keep the quoted line without the marks of code around it', () => {
    const [first] = read(whole.replace('  if (a = b) {\nWHAT', '`if (a = b) {`\nWHAT'));
    assert.equal(first?.quote, 'if (a = b) {');
  });

  it('are none where a field is missing', () => {
    for (const label of ['FILE', 'QUOTE', 'WHAT'])
      assert.deepEqual(read(whole.replace(new RegExp(`^${label}: .*$`, 'm'), '')), [], label);
  });

  it('are warnings where the severity is no word of ours, and need no reason and no fix', () => {
    const bare = '### FINDING\nFILE: a\nSEVERITY: blocker\nQUOTE: x()\nWHAT: Wrong.\n### END';
    assert.deepEqual(read(bare), [{ path: 'a', severity: 'warning', quote: 'x()', what: 'Wrong.', why: '' }]);
  });

  it('have no fix where it is not whole or replaces nothing', () => {
    const cases = [
      whole.replace('>>>>>>> REPLACE\n', ''),
      whole.replace('=======\n', ''),
      whole.replace('  if (a = b) {\n===', '==='),
    ];
    for (const text of cases) assert.equal(read(text)[0]?.fix, undefined, text);
  });

  it('may take lines away', () => {
    assert.deepEqual(read(whole.replace('  if (a === b) {\n', ''))[0]?.fix, { search: '  if (a = b) {', replace: '' });
  });

  it('are the last one too where a whole answer forgets its end, and not where the answer was cut', () => {
    const text = whole.replace('### END\n', '');
    assert.deepEqual(read(text, true), [finding]);
    assert.deepEqual(read(text, false), []);
  });

  it('are each one where ends are forgotten', () => {
    const other = whole.replace('if (a = b) {\nWHAT', 'while (a = b) {\nWHAT');
    assert.equal(read((whole + other).replaceAll('### END\n', '')).length, 2);
  });

  it('are one where an answer says one twice, or begins it anew behind the words at which it broke off', () => {
    assert.deepEqual(read(whole + whole), [finding]);
    assert.deepEqual(read(whole + whole.replace('It assigns.', 'It really assigns here.')).length, 1);
    for (let cut = 1; cut < whole.length; cut += 1) assert.deepEqual(read(whole.slice(0, cut) + whole), [finding]);
  });

  it('are one where most of its words are the same, though it has no fix', () => {
    const bare = whole.replace(/<{7}[\s\S]*>{7} REPLACE\n/, '');
    assert.equal(read(bare + bare.replace('It assigns.', 'Here it assigns, which is wrong.')).length, 1);
  });

  it('are two where two things are wrong with a line', () => {
    const bare = whole.replace(/<{7}[\s\S]*>{7} REPLACE\n/, '');
    assert.equal(read(bare + bare.replace('It assigns.', 'The name shadows another variable.')).length, 2);
  });
});
