import * as fc from 'fast-check';
import { furtherTongues } from './furtherTongues';
import type { Tongue } from '../../../tools/disobedience/tongue';
import { tongues } from '../../../tools/disobedience/tongues';

export interface TrueAnswer {
  readonly text: string;
  readonly tongue: Tongue;
}

type Draw = <T>(from: readonly T[]) => T;

/** Identifiers, so that code and tables say something new on each line. */
const names = [
  'offset',
  'window',
  'retries',
  'budget',
  'cursor',
  'header',
  'payload',
  'elapsed',
  'backlog',
  'tokens',
  'weight',
  'ledger',
];
const verbs = ['read', 'merge', 'drop', 'count', 'flush', 'rank', 'split', 'trim', 'probe', 'sign'];

const forms: Record<string, (tongue: Tongue, sentences: readonly string[], draw: Draw) => string> = {
  prose: ({ space }, sentences) => {
    const half = Math.ceil(sentences.length / 2);
    return `${sentences.slice(0, half).join(space)}\n\n${sentences.slice(half).join(space)}`;
  },
  'long lines': ({ space }, sentences) => sentences.join(space),
  list: (_, sentences) =>
    `${sentences[0]}\n\n${sentences
      .slice(1)
      .map((each) => `- ${each}`)
      .join('\n')}`,
  steps: (_, sentences) => sentences.map((each, index) => `${index + 1}. ${each}`).join('\n'),
  emphasis: ({ space }, sentences) =>
    sentences
      .map((each, index) => (index % 2 === 0 ? `**${each.slice(0, 9)}**${each.slice(9)}` : `> ${each}`))
      .join(space === '' ? '\n\n' : '\n\n'),
  code: (_, sentences, draw) =>
    `${sentences[0]}\n\n\`\`\`ts\n${code(draw)}\n\`\`\`\n\n${sentences.slice(1).join('\n\n')}`,
  table: (_, sentences, draw) =>
    `${sentences[0]}\n\n| Name | Value | Use |\n| --- | --- | --- |\n${table(draw)}\n\n${sentences[1]}`,
  json: (_, sentences, draw) => `${sentences[0]}\n\n\`\`\`json\n${json(draw)}\n\`\`\``,
};

function code(draw: Draw): string {
  const lines = Array.from(
    { length: 9 },
    (_, index) => `  const ${draw(names)}${index} = ${draw(verbs)}(${draw(names)}, ${index * 7});`,
  );
  return `export function ${draw(verbs)}All(${draw(names)}: number[]): number {\n${lines.join('\n')}\n  return ${draw(names)}3;\n}`;
}

function table(draw: Draw): string {
  return Array.from(
    { length: 7 },
    (_, index) => `| ${draw(names)} ${index} | ${index * 13 + 5} | ${draw(verbs)} the ${draw(names)} |`,
  ).join('\n');
}

function json(draw: Draw): string {
  const entries = Array.from({ length: 8 }, (_, index) => [
    `${draw(names)}${index}`,
    { [draw(verbs)]: index * 3, name: draw(names) },
  ]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

/** What a good model answers, in one of the forms answers have and one of the languages people ask in. */
export const trueAnswer: fc.Arbitrary<TrueAnswer> = fc
  .record({
    tongue: fc.constantFrom(...tongues, ...furtherTongues),
    form: fc.constantFrom(...Object.values(forms)),
    order: fc.infiniteStream(fc.nat(1_000_000)),
  })
  .map(({ tongue, form, order }) => {
    const next = order[Symbol.iterator]();
    const draw: Draw = (from) => from[Number(next.next().value) % from.length]!;
    const left = [...tongue.sentences];
    const sentences = Array.from(
      { length: Math.min(left.length, 6) },
      () => left.splice(left.indexOf(draw(left)), 1)[0]!,
    );
    return { tongue, text: form(tongue, sentences, draw) };
  });
