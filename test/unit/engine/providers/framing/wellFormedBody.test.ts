import assert from 'node:assert/strict';
import { wellFormedBody } from '../../../../../src/engine/providers/framing/wellFormedBody';

const half = '🙂'.slice(0, 1);

describe('wellFormedBody', () => {
  it('holds no half of a character, wherever it stood', () => {
    const body = JSON.stringify({
      system: `a${half}`,
      messages: [{ [half]: { path: `${half}\n${half}` } }],
      suffix: '🙂'.slice(1),
    });
    const sent = wellFormedBody(body);
    assert.ok(!/\\ud[89a-f]/i.test(sent), sent);
    const fixed = '\ufffd';
    assert.deepEqual(JSON.parse(sent), {
      system: `a${fixed}`,
      messages: [{ [fixed]: { path: `${fixed}\n${fixed}` } }],
      suffix: fixed,
    });
  });

  it('keeps whole characters, and the text of an escape', () => {
    const body = JSON.stringify({ a: '🙂', b: '\\ud83d', c: '\\\\ud83d"', d: '\n\ufffd' });
    assert.equal(wellFormedBody(body), body);
    assert.equal(
      wellFormedBody(JSON.stringify(`\\ud83d${half}`)),
      JSON.stringify('\\ud83d\ufffd').replace('\ufffd', '\\ufffd'),
    );
  });
});
