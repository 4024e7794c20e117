import assert from 'node:assert/strict';
import { sliceElements } from '../../../src/webview/chat/markdown/budget/limits';
import { StreamingMarkdown } from '../../../src/webview/chat/markdown/streamingMarkdown';
import type { Timing } from '../../../src/webview/chat/markdown/budget/slicedWork';
import { inBrowser } from '../../unit/webview/dom';
import { recorded, stepByStep } from '../../unit/webview/fixtures';

/** Nodes that one update may make: elements and texts, those of buttons included. */
const mostNodes = 3_000;

/** Elements that one step may make. */
const mostInStep = 450;

interface Drawn {
  readonly markdown: StreamingMarkdown;
  readonly tasks: (() => void)[];
}

function drawn(): Drawn {
  const { timing, tasks } = stepByStep();
  const markdown = new StreamingMarkdown(recorded().actions, timing);
  document.body.replaceChildren(markdown.element);
  return { markdown, tasks };
}

type Maker = 'createElement' | 'createElementNS' | 'createTextNode';

/** Nodes that are made while `action` runs. */
function nodesMade(
  action: () => void,
  counted: readonly Maker[] = ['createElement', 'createElementNS', 'createTextNode'],
): number {
  let made = 0;
  for (const name of counted) {
    const original = document[name].bind(document) as (...parts: string[]) => Node;
    Object.defineProperty(document, name, {
      value: (...parts: string[]) => {
        made += 1;
        return original(...parts);
      },
      configurable: true,
      writable: true,
    });
  }
  try {
    action();
  } finally {
    for (const name of counted) Reflect.deleteProperty(document, name);
  }
  return made;
}

const size = 6_000;
const repeat = (part: string): string => part.repeat(Math.ceil(size / part.length)).slice(0, size);

const texts = {
  words: repeat('word and '),
  'paragraphs of a letter': repeat('a\n\n'),
  'list items': repeat('- a\n'),
  'rows of a table': `| a | b |\n|---|---|\n${repeat('| c | d |\n')}`,
  fences: repeat('```\na\n```\n'),
  code: `\`\`\`ts\n${repeat('const a = [1, "b"];\n')}`,
  marks: repeat('*a_'),
  'hidden characters': repeat('a\u200b'),
  definitions: repeat('[a]: b\n'),
};

const hidden = {
  'cells of a table': `|a|b|\n|-|-|\n${'|a\u200b|\u200b|\n'.repeat(300)}`,
  'list items': '- a\u200b *\u200b* b\u200b\n'.repeat(200),
};

const json = `\`\`\`json\n${repeat('{"a":[1,true,null,"b"]},\n')}`;

/** Marks of hidden characters that one step may make: those of a window, and some of the text that waits. */
const mostHiddenMarks = 110;

describe('StreamingMarkdown, laws of work', () => {
  inBrowser();

  for (const [what, text] of Object.entries(hidden)) {
    it(`marks few hidden characters at once, and shows them all: ${what}`, () => {
      const { markdown, tasks } = drawn();
      const seen = new Set<Element>();
      const newMarks = (): number => {
        const marks = [...markdown.element.querySelectorAll('.hidden-mark')].filter((mark) => !seen.has(mark));
        for (const mark of marks) seen.add(mark);
        return marks.length;
      };
      markdown.update(text, true);
      const most = [newMarks()];
      while (tasks.length > 0) {
        tasks.shift()?.();
        most.push(newMarks());
      }
      assert.ok(Math.max(...most) <= mostHiddenMarks, `${Math.max(...most)} marks`);
      const count = (of: string): number => of.split('\u200b').length;
      assert.equal(count(markdown.element.textContent), count(text));
    });
  }

  for (const [what, text] of Object.entries({ ...texts, ...hidden, json })) {
    it(`makes few elements between two frames, whatever time there is: ${what}`, () => {
      const tasks: (() => void)[] = [];
      const endless: Timing = { frame: (task) => task(), idle: (task) => tasks.push(task), now: () => 0 };
      const markdown = new StreamingMarkdown(recorded().actions, endless);
      document.body.replaceChildren(markdown.element);
      markdown.update(text, true);
      const most: number[] = [];
      while (tasks.length > 0) most.push(nodesMade(() => tasks.shift()?.(), ['createElement']));
      assert.ok(Math.max(...most) <= sliceElements + mostInStep, most.join());
    });
  }

  for (const [what, text] of Object.entries(texts)) {
    it(`makes few nodes, in all its steps, and loses nothing: ${what}`, () => {
      const { markdown, tasks } = drawn();
      const most = [nodesMade(() => markdown.update(text.slice(0, size / 2), false))];
      most.push(nodesMade(() => markdown.update(text, false)));
      most.push(nodesMade(() => markdown.update(text, true)));
      const letters = (of: string): string => of.replace(/[^a-z]/g, '');
      if (what === 'words')
        assert.equal(letters(markdown.element.textContent), letters(text), 'before it is formatted');
      while (tasks.length > 0) most.push(nodesMade(() => tasks.shift()?.()));
      assert.ok(Math.max(...most) <= mostNodes, `${Math.max(...most)} nodes`);
      assert.ok(letters(markdown.element.textContent).length >= letters(text).length);
    });
  }
});
