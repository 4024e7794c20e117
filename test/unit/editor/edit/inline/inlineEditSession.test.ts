import assert from 'node:assert/strict';
import type { Script } from '../../../engine/failover/engine';
import { answers, boxes, old, warnings, world, type Box } from './editWorld';

describe('an inline edit in a document', () => {
  beforeEach(() => {
    boxes.length = 0;
    warnings.length = 0;
  });

  it('changes the document once, as a whole, and is accepted by Enter on an empty box', async () => {
    const { session, texts, ask, hasEnded } = world(answers('TWO();\nthree();'));
    session.input('taken');
    await ask('Shout.');
    assert.deepEqual(texts, [old, 'one();\nTWO();\nthree();\nfour();\n']);
    const [box] = boxes as [Box];
    assert.equal(box.title, 'A has edited. 1 change waits for you.');
    box.enter('');
    assert.ok(hasEnded());
    assert.equal(texts.length, 2);
  });

  it('gives the old text back after a next instruction, too', async () => {
    let times = 0;
    const script: Script = (request, call) =>
      answers((times += 1) === 1 ? 'TWO();\nthree();' : 'TWO();\nTHREE();\nmore();')(request, call);
    const { session, text, ask, hasEnded } = world(script);
    await ask('Shout.');
    await ask('More.');
    assert.equal(text(), 'one();\nTWO();\nTHREE();\nmore();\nfour();\n');
    assert.equal(await session.reject(), 0);
    assert.equal(text(), old);
    assert.ok(hasEnded());
  });

  it('keeps what was typed elsewhere meanwhile, also where it is taken back', async () => {
    const here: { type?: (line: number, inserted: string) => void } = {};
    const { session, text, type, ask } = world(answers('TWO();\nthree();', () => here.type?.(4, 'typed();')));
    here.type = type;
    await ask('Shout.');
    assert.equal(text(), 'one();\nTWO();\nthree();\nfour();\ntyped();\n');
    await session.reject();
    assert.equal(text(), 'one();\ntwo();\nthree();\nfour();\ntyped();\n');
  });

  it('is not put in where the same lines were changed meanwhile, and says so', async () => {
    const here: { type?: (line: number, inserted: string) => void } = {};
    const { text, type, ask } = world(answers('TWO();\nthree();', () => here.type?.(2, 'typed();')));
    here.type = type;
    await ask('Shout.');
    assert.equal(text(), 'one();\ntwo();\ntyped();\nthree();\nfour();\n');
    assert.deepEqual(warnings, ['Everpair: It was changed.']);
  });

  it('changes nothing where it is stopped, or refused', async () => {
    const here: { stop?: () => void } = {};
    const stopped = world(answers('TWO();\nthree();', () => here.stop?.()));
    here.stop = () => stopped.session.stop();
    await stopped.ask('Shout.');
    assert.deepEqual(stopped.texts, [old]);
    const talks: Script = async function* () {
      await Promise.resolve();
      yield { type: 'text', text: 'Better not.' };
      yield { type: 'done', reason: 'stop' };
    };
    const refused = world(talks);
    await refused.ask('Shout.');
    assert.deepEqual(refused.texts, [old]);
    assert.match(warnings[0] ?? '', /A answered twice in a form that cannot be used/);
  });
});
