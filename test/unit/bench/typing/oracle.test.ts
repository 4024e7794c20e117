import { strict as assert } from 'node:assert';
import { Oracle } from '../../../../bench/completion/typing/model/oracle';
import { regionsOf } from '../../../../bench/completion/typing/file/region';
import { sources } from './sources';

const source = sources[0]!;
const region = regionsOf(source, 1)[0]!;

/** Right characters at the beginning of the answers, over many holes. */
function rightBy(strength: 'weak' | 'strong'): number {
  const oracle = new Oracle(source, strength, 1);
  oracle.attend(region);
  let right = 0;
  for (let at = region.start; at < region.end; at += 7) {
    const answer = oracle.answer(source.text.slice(0, at), source.text.slice(region.end)).join('');
    let same = 0;
    while (same < answer.length && answer.charAt(same) === source.text.charAt(at + same)) same += 1;
    right += same;
  }
  return right;
}

describe('The oracle of the typing benchmark', () => {
  it('gives the same hole the same text, whoever asks before', () => {
    const one = new Oracle(source, 'middle', 1);
    const other = new Oracle(source, 'middle', 1);
    one.attend(region);
    other.attend(region);
    const at = region.start + 40;
    const hole = [source.text.slice(0, at), source.text.slice(region.end)] as const;
    other.answer(source.text.slice(0, region.start), hole[1]);
    assert.deepEqual(one.answer(...hole), other.answer(...hole));
    // The text that is sent may be cut far before the cursor.
    assert.deepEqual(one.answer(hole[0].slice(-500), hole[1].slice(0, 300)), other.answer(...hole));
  });

  it('knows more when it is strong', () => {
    assert.ok(rightBy('strong') > rightBy('weak'));
  });
});
