import type { Draws } from '../../simulation/draws';
import { type Place, suffixOf } from './place';

/** What a model answers at a place. */
export interface Answer {
  readonly raw: string;
  /** It was cut off by the length it may have. */
  readonly isCut?: boolean;
  /** What it means to write, where that is not all that is missing. */
  readonly meant?: Pick<Place, 'truth' | 'standing' | 'after'>;
}

export interface Model {
  readonly id: string;
  readonly title: string;
  /** There is nothing in what it says that belongs into a file. */
  readonly saysNothing?: boolean;
  /** It is tried at every place, and not at every fourth. */
  readonly everywhere?: boolean;
  /** Undefined where this kind of model says nothing of its own at a place. */
  readonly answer: (place: Place, draws: Draws) => Answer | undefined;
}

/** "Here is the code" and "this does what you asked for", in ten languages. */
const talk: readonly (readonly [before: string, behind: string])[] = [
  ['Here is the completed code:', 'This completes the function as you asked.'],
  ['Hier ist der vervollständigte Code:', 'Damit ist die Funktion wie gewünscht vervollständigt.'],
  ['Voici le code complété :', 'Ce code complète la fonction comme demandé.'],
  ['Aquí está el código completado:', 'Este código completa la función como pediste.'],
  ['Aqui está o código completado:', 'Este código completa a função como você pediu.'],
  ['Ecco il codice completato:', 'Questo codice completa la funzione come richiesto.'],
  ['Вот дополненный код:', 'Этот код дополняет функцию, как вы просили.'],
  ['以下是补全后的代码:', '这段代码按照您的要求补全了函数。'],
  ['以下が補完されたコードです。', 'このコードは関数を補完します。'],
  ['다음은 완성된 코드입니다:', '이 코드는 요청하신 대로 함수를 완성합니다.'],
];

/** Sentences of a model that has nothing to say, or does not say it. */
const refusals: readonly string[] = [
  'It looks like you want to add more code here.',
  'It seems that the code is already complete.',
  'Es sieht so aus, als ob der Code bereits vollständig ist.',
  'Il semble que le code soit déjà complet.',
  'Parece que el código ya está completo.',
  'Parece que o código já está completo.',
  'Sembra che il codice sia già completo.',
  'Похоже, что код уже завершён.',
  '看起来代码已经完成了。',
  'コードはすでに完成しているようです。',
];

const fenceNames: Readonly<Record<string, string>> = {
  typescriptreact: 'tsx',
  shellscript: 'bash',
  'objective-c': 'objc',
  'objective-cpp': 'objc',
  proto3: 'protobuf',
  commonlisp: 'lisp',
};

export const models: readonly Model[] = [
  { id: 'perfect', title: 'perfect', everywhere: true, answer: ({ truth }) => ({ raw: truth }) },
  { id: 'eager', title: 'goes three lines on', everywhere: true, answer: eager },
  { id: 'inside', title: 'only what is inside the pair', everywhere: true, answer: inside },
  { id: 'line', title: 'repeats the line', answer: repeatingLine },
  { id: 'mark', title: 'repeats the mark', everywhere: true, answer: repeatingMark },
  { id: 'rest', title: 'repeats the rest of the line', everywhere: true, answer: repeatingRest },
  { id: 'fence', title: 'in a fence', answer: (place) => ({ raw: fenced(place) }) },
  { id: 'talk', title: 'talks around a fence', answer: talking },
  { id: 'talk-bare', title: 'talks without a fence', answer: talkingBare },
  { id: 'talk-only', title: 'only talks', saysNothing: true, answer: onlyTalking },
  { id: 'chat', title: 'chat', answer: chatting },
  { id: 'relative', title: 'indents from the cursor', everywhere: true, answer: relative },
  { id: 'swapped', title: 'tabs for spaces', answer: swapped },
  { id: 'cut', title: 'ends by length', answer: cut },
];

function eager({ truth, after }: Place): Answer | undefined {
  const more = after.split('\n').slice(0, 4).join('\n');
  return more.trim() === '' ? undefined : { raw: truth + more };
}

/** Up to the first closing text that the editor has written, with the space before it. */
function inside(place: Place): Answer | undefined {
  const [first] = place.standing;
  const text = first && place.truth.slice(0, first.at);
  const raw = /^\s/.test(suffixOf(place)) ? text?.trimEnd() : text;
  if (raw === undefined || !/[\p{L}\p{N}]/u.test(raw)) return undefined;
  return { raw, meant: { truth: raw, standing: [], after: suffixOf(place) } };
}

function repeatingLine(place: Place): Answer | undefined {
  const line = lineBefore(place);
  return line.trim() === '' ? undefined : { raw: line + place.truth };
}

/** What stands before the cursor without the indentation. */
function repeatingMark(place: Place): Answer | undefined {
  return place.kind === 'mark' ? { raw: lineBefore(place).trimStart() + place.truth } : undefined;
}

function repeatingRest(place: Place): Answer | undefined {
  return place.kind === 'mid' ? { raw: place.truth + firstLine(place.after) } : undefined;
}

function fenced({ languageId, truth }: Place): string {
  return `\`\`\`${fenceNames[languageId] ?? languageId}\n${truth}\n\`\`\``;
}

/** In the tags it was asked for, with a fence in them or behind it what it thinks of it. */
function chatting(place: Place, draws: Draws): Answer {
  const forms = [
    place.truth,
    `\n${fenced(place)}\n`,
    `${place.truth}</COMPLETION>\n\nThis completes the line, and leaves what follows as it is.`,
  ];
  const form = forms[Math.floor(draws.uniform() * forms.length)] ?? '';
  if (draws.chance(0.75)) return { raw: `<COMPLETION>${form}` };
  return { raw: `${fenced(place)}\n\n**Explanation:** this completes the line, and leaves what follows as it is.` };
}

function talking(place: Place, draws: Draws): Answer | undefined {
  if (place.isProse) return undefined;
  const [before = '', behind = ''] = talk[Math.floor(draws.uniform() * talk.length)] ?? [];
  return { raw: `${before}\n\n${fenced(place)}\n\n${behind}` };
}

function talkingBare(place: Place, draws: Draws): Answer | undefined {
  if (place.isProse) return undefined;
  const [before = ''] = talk[Math.floor(draws.uniform() * talk.length)] ?? [];
  return { raw: `${before}\n\n${place.truth}` };
}

function onlyTalking(place: Place, draws: Draws): Answer | undefined {
  if (place.isProse) return undefined;
  return { raw: refusals[Math.floor(draws.uniform() * refusals.length)] ?? '' };
}

/** Lines below the cursor's counted from its column instead of from the margin. */
function relative(place: Place): Answer | undefined {
  const indent = /^[ \t]+$/.exec(lineBefore(place))?.[0];
  const [first = '', ...rest] = place.truth.split('\n');
  if (indent === undefined || rest.length === 0 || place.hasText) return undefined;
  const canBe = rest.every((line) => line === '' || line.startsWith(indent));
  return canBe ? { raw: [first, ...rest.map((line) => line.slice(indent.length))].join('\n') } : undefined;
}

/** Spaces where the file has tabs, and the other way round. */
function swapped(place: Place): Answer | undefined {
  // Where lines are set below what they belong to, their columns are no levels.
  if (place.hasText || /lisp|clojure/.test(place.languageId)) return undefined;
  const { prefix, truth } = place;
  const whole = prefix + truth + suffixOf(place);
  const byTabs = /^\t/m.test(whole);
  const unit = /^( {2,8})\S/m.exec(whole)?.[1] ?? '';
  if (!byTabs && (unit === '' || /^\t/m.test(whole))) return undefined;
  // Space at its beginning is indentation only at the margin.
  const [head, body] =
    lineBefore(place) === '' ? ['', truth] : [firstLine(truth), truth.slice(firstLine(truth).length)];
  const raw = byTabs
    ? head + body.replace(/^\t+/gm, (tabs) => '    '.repeat(tabs.length))
    : head + body.replace(/^ +/gm, (spaces) => inTabs(spaces.length, unit.length));
  return raw === truth ? undefined : { raw };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function inTabs(spaces: number, unit: number): string {
  return '\t'.repeat(Math.floor(spaces / unit)) + ' '.repeat(spaces % unit);
}

/** In the middle of a word of its second half. */
function cut({ truth }: Place, draws: Draws): Answer | undefined {
  const inWords = [...truth.matchAll(/(?<=[\p{L}\p{N}_])(?=[\p{L}\p{N}_])/gu)].map(({ index }) => index);
  // Behind a whole word, or else there is nothing to show.
  const late = inWords.filter(
    (at) => at > truth.length / 2 && /[\p{L}\p{N}_][^\p{L}\p{N}_]+[\p{L}\p{N}_]+$/u.test(truth.slice(0, at)),
  );
  const at = late[Math.floor(draws.uniform() * late.length)];
  return at === undefined ? undefined : { raw: truth.slice(0, at), isCut: true };
}

function lineBefore({ prefix }: Place): string {
  return prefix.slice(prefix.lastIndexOf('\n') + 1);
}
