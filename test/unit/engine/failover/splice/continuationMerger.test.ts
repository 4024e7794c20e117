import assert from 'node:assert/strict';
import { ContinuationMerger } from '../../../../../src/engine/failover/splice/continuationMerger';
import { anchorOf, cutPointOf, solidOf } from '../../../../../src/engine/failover/splice/cutPoint';
import { asAsked, count, isRefused, joined, prose } from './fixtures';

const marks = ['-', '*', '+', '1.', '12)', 'a)', '- [ ]', '- [x]', '##', '>', '> >', '> -', '> 1. -', '|', '//'];
describe('ContinuationMerger', () => {
  it('cuts the anchor that the continuing model was asked to repeat', () => {
    const shown = prose.slice(0, 100);
    const anchor = shown.trimEnd().slice(-40);
    assert.equal(joined(shown, anchor + prose.slice(shown.trimEnd().length)), prose);
  });

  it('finishes a word that was cut in two when the model writes it whole', () => {
    const at = prose.indexOf('provider') + 4;
    const shown = prose.slice(0, at);
    assert.equal(joined(shown, prose.slice(prose.indexOf('provider'))), prose);
  });

  it('adds the space that a model leaves out after the last words', () => {
    const shown = prose.slice(0, prose.indexOf('circuit'));
    assert.equal(joined(prose.slice(0, 100), asAsked(prose, 100).replace('to that', 'tothat')), prose);
    assert.equal(
      joined(`${prose} ${shown}`, `${prose.slice(-40)} Thecircuit opens.`),
      `${prose} ${shown}circuit opens.`,
    );
  });

  it('takes back a cut word that the continuing model does not write', () => {
    assert.equal(
      joined(`${prose.slice(0, 60)} provid`, `${prose.slice(20, 60)} supplier is asked.`),
      `${prose.slice(0, 60)} supplier is asked.`,
    );
  });

  it('does not repeat the last number of a count', () => {
    assert.equal(joined(count(1, 25), '25 26 27 28'), count(1, 28));
    assert.equal(joined(count(1, 25), '24 25 26 27 28'), count(1, 28));
  });

  it('goes on exactly from a prefill', () => {
    const shown = count(1, 25);
    assert.equal(joined(shown, ' 25 26 27', { prefill: true }), count(1, 27));
  });

  it('replaces the answer when the model begins again', () => {
    const shown = prose.slice(0, 120);
    assert.equal(joined(shown, prose), prose);
  });

  it('drops an opening remark', () => {
    const at = prose.indexOf('While');
    assert.equal(joined(prose.slice(0, at), `Sure, here is the rest of my answer:\n\n${asAsked(prose, at)}`), prose);
  });

  it('does not open a code fence a second time', () => {
    const code = 'Here it is, as you asked:\n\n```ts\nfunction add(a: number, b: number) {\n  return a + b;\n}\n```\n';
    const at = code.indexOf('  return');
    assert.equal(joined(code.slice(0, at), `\`\`\`ts\n${asAsked(code, at)}`), code);
  });

  it('keeps the fence that closes a code block', () => {
    const code = 'Here it is, as you asked:\n\n```ts\nconst answer = 42;\n```\nThat is all.';
    const at = code.indexOf('```\nThat');
    assert.equal(joined(code.slice(0, at), asAsked(code, at)), code);
  });

  it('keeps the fences of the answer apart from those around it', () => {
    const code = '```ts\n  step(1);\n```\n\nThat was the first block, here is another one:\n\n```ts\n  step(2);\n```';
    for (let at = 45; at < code.length; at += 1) {
      for (const pieces of [1, 300]) assert.equal(joined(code.slice(0, at), asAsked(code, at), { pieces }), code);
    }
  });

  it('keeps the indentation where code was cut between two lines', () => {
    const code = 'Here it is, as you asked:\n\n```py\nif ready:\n    start()\n    wait()\n```';
    const at = code.indexOf('wait()');
    assert.equal(joined(code.slice(0, at), asAsked(code, at).replace('    wait', 'wait')), code);
  });

  it('drops half of a surrogate pair', () => {
    const text = 'A long enough sentence with a face \u{1F600} in the middle of it.';
    const at = text.indexOf('\u{1F600}') + 1;
    assert.equal(joined(text.slice(0, at), asAsked(text, at)), text);
    assert.equal(joined(`${text.slice(0, at - 1)}\uFFFD`, asAsked(text, at)), text);
  });

  it('joins a script without spaces where it was cut', () => {
    const text =
      '断路器在连续三次失败后打开，打开期间不会向该提供商发送任何请求，链中的下一个提供商会代为回答，直到时间结束为止，然后放行一个请求。';
    assert.equal(joined(text.slice(0, 45), asAsked(text, 45)), text);
    assert.equal(joined(text.slice(0, 45), `${text.slice(20, 43)} ${text.slice(43)}`), text);
  });

  it('waits for the whole repetition, however slowly it comes', () => {
    const solid = prose.slice(0, prose.indexOf(' provider'));
    const merger = new ContinuationMerger(cutPointOf(`${solid} `), `${solid} `, false);
    for (const letter of solid.slice(-40)) assert.equal(merger.push(letter), undefined);
    assert.equal(merger.push(' provider, and on, and on and on')?.text, 'provider, and on, and on and on');
  });

  it('drops an opening remark and the repetition after it, wherever the pieces end', () => {
    const at = prose.indexOf('While');
    const shown = prose.slice(0, at);
    const continued = `Sure, continuing where I left off:\n\n${asAsked(prose, at)}`;
    for (let pieces = 1; pieces < 60; pieces += 1) assert.equal(joined(shown, continued, { pieces }), prose);
  });

  it('shows a continuation that shares nothing with the text as soon as that is clear', () => {
    const shown = prose.slice(0, 100);
    const merger = new ContinuationMerger(cutPointOf(shown), shown, true);
    assert.notEqual(
      merger.push(' and goes on quite differently, in words that nobody has written before it'),
      undefined,
    );
  });

  for (const mark of marks) {
    it(`does not double ${mark} where the reply begins the line again`, () => {
      for (const begun of [`${mark} it`, `  ${mark} it`]) {
        for (const pieces of [1, 5, 40]) {
          const shown = `${prose}\n\n${begun}`;
          const whole = `${prose}\n\n${begun.replace(/ (?:it)?$/, '')} item 16, and on\n`;
          assert.equal(joined(shown, `${mark} item 16, and on\n`, { pieces }), whole);
        }
      }
    });
  }

  it('keeps the marks that belong to the answer', () => {
    const whole = `${prose}\n\n- - item 16`;
    for (const at of [prose.length + 2, prose.length + 4, prose.length + 6]) {
      assert.equal(joined(whole.slice(0, at), asAsked(whole, at)), whole);
    }
    assert.equal(joined(`${prose}\n\n- `, ' - item 16', { prefill: true }), whole);
    const border = `${prose}\n\n| :---------: `;
    assert.equal(joined(border, ' | :---------: |', { prefill: true }), `${border}| :---------: |`);
  });

  it('asks for an anchor that can be found, also before a lone mark', () => {
    const unspaced = '断路器在连续三次失败后打开，'.repeat(5);
    assert.equal(anchorOf(cutPointOf(`${unspaced}\n\n- `)), `${unspaced}\n\n-`.slice(-60));
    assert.equal(anchorOf(cutPointOf(`${'\u{1F600}'.repeat(40)}\n\n- `)), `${'\u{1F600}'.repeat(28)}\n\n-`);
    assert.equal(anchorOf(cutPointOf(`${prose} `)), prose.slice(prose.indexOf('instead. When')));
  });

  it('does not double a mark after a short repetition', () => {
    const whole = `${prose}\n\n> Each of the others waits, as it did before, until somebody asks.`;
    const shown = whole.slice(0, prose.length + 6);
    assert.equal(joined(shown, `through.\n\n> ${whole.slice(prose.length + 4)}`), whole);
  });

  it('does not trust a few letters that may begin another word', () => {
    const zeros = ` ${'0, '.repeat(60)}1`;
    assert.equal(joined(zeros.slice(0, 50), asAsked(zeros, 50).trimStart()), zeros);
    for (const reply of ['I go on otherwise', 'In short, otherwise', '- another word, and on']) {
      assert.ok(isRefused(`I ${'x'.repeat(39)}`, reply), reply);
      assert.ok(isRefused(`- ${'x'.repeat(39)}`, reply), reply);
    }
  });

  it('shows the continuing model a single word after white space', () => {
    const shown = `\n${'断路器在连续三次失败后打开，'.repeat(3).slice(0, 39)}`;
    assert.equal(solidOf(cutPointOf(shown)), shown.slice(0, -2));
    assert.equal(joined(shown, `${shown.trim()}，然后`), `${shown}，然后`);
    const word = `\n${'a'.repeat(39)}`;
    assert.equal(solidOf(cutPointOf(word)), word);
  });

  it('does not take the next items of a list for a new beginning of the answer', () => {
    for (const item of [
      '- item',
      '- [ ] Ask whether the provider that comes next in the chain is up, which is number',
    ]) {
      const items = Array.from({ length: 9 }, (_, index) => `${item} ${index + 1}`).join('\n');
      for (let at = 45; at < items.length; at += 1) {
        assert.equal(joined(items.slice(0, at), asAsked(items, at), { pieces: 300 }), items);
      }
    }
    const items = Array.from({ length: 30 }, (_, index) => `- item ${index + 100}`).join('\n');
    const at = items.indexOf('- item 110');
    assert.equal(joined(items.slice(0, at), items.slice(at), { prefill: true, pieces: 300 }), items);
  });

  const shown = prose.slice(0, prose.indexOf('answers'));
  const anchor = anchorOf(cutPointOf(shown));
  const rest = prose.slice(shown.length);
  const goesOn: Record<string, string> = {
    'a remark on the same line': `Sure, here is the rest: ${anchor} ${rest}`,
    'a remark in another language': `Visst, här kommer resten:\n\n${anchor} ${rest}`,
    'the last words in quotes': `"${anchor}" ${rest}`,
    'the last words in bold': `**${anchor}** ${rest}`,
    'dots before them': `… ${anchor} ${rest}`,
    'quotes around all': `“${anchor} ${rest}”`,
    'a fence around all, and a remark behind it': `\`\`\`\n${anchor} ${rest}\n\`\`\`\n\nThat was the rest.`,
    'more than was asked for': `${shown}${rest}`,
    'a few of the last words': `provider in the chain ${rest}`,
    'other white space': `${anchor.replaceAll(' ', '\n')}${rest}`,
  };
  for (const [what, reply] of Object.entries(goesOn)) {
    it(`goes on exactly after ${what}`, () => {
      for (const pieces of [1, 8, 500]) assert.equal(joined(shown, reply, { pieces }), prose);
    });
  }

  const refused: Record<string, string> = {
    'a refusal': "I can't continue that, it looks like an injection.",
    'a refusal that quotes the last words': `I can't continue "${anchor}", it looks like an injection.`,
    'a question back': `You wrote: "${anchor}". What comes next?`,
    'the last words and no more': anchor,
    'the last words with dots': `“${anchor}…”`,
    'a remark and no more': 'Sure, here is the rest:',
    'other words': 'Another one in the list is tried then, until one succeeds.',
    'a new paragraph behind the last words': `${anchor}\n\nI do not know how this goes on.`,
    'nothing but white space': ' \n',
  };
  for (const [what, reply] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      for (const pieces of [1, 8, 500]) assert.ok(isRefused(shown, reply, { pieces }));
    });
  }

  const refusedBehindPrefill: Record<string, string> = {
    'a refusal': "I can't continue that.",
    'a refusal behind a space': " I'm sorry, but I can't continue that.",
    'a refusal in a language it knows no word of': ' Tyvärr kan jag inte fortsätta den texten.',
    'the last words and no more': anchor,
    'a refusal behind the last words': `${anchor}\n\nThere is nothing that I could go on with.`,
    'a new paragraph in the middle of a sentence': '\n\nthe answer was cut off here, as it seems',
  };
  for (const [what, reply] of Object.entries(refusedBehindPrefill)) {
    it(`refuses ${what} after a prefill`, () => {
      assert.ok(isRefused(`${shown}answ`, reply, { prefill: true }));
    });
  }

  it('takes an answer for whole that broke off only after its end', () => {
    assert.equal(joined(prose, asAsked(prose, prose.length)), prose);
    assert.ok(isRefused(shown, anchor));
  });
});
