/** A place where a text is offered and then typed by hand. */
export interface Exercise {
  readonly name: string;
  /** Stands before the cursor, once in the file; the rest of its line is empty. */
  readonly anchor: string;
  /** What belongs behind the anchor. Its first character is the key that brings the offer. */
  readonly text: string;
  /** Characters at the end of `text` that the editor has written by itself before they are come to. */
  readonly given: number;
}

export const exercises: readonly Exercise[] = [
  {
    name: 'a line with brackets and quotes',
    anchor: '  let greeting',
    text: ' = join(names.map((name) => name[0]), "-");',
    given: 0,
  },
  {
    name: 'a block, with Enter',
    anchor: '  for (const name of names) ',
    text: '{\n    greet(name, [name[0], "!"]);\n    tell(name);\n  }',
    given: '\n  }'.length,
  },
];

export const practiceFile = 'practice.ts';

/** The file in which everything is typed: exercises, then as many places for one key as are wanted. */
export function practiceText(places: number): string {
  const head = exercises.map(({ anchor }, index) => `${functionHead(`exercise${index}`)}${anchor}\n}\n`);
  const steps = Array.from({ length: places }, (_, place) => `${functionHead(`step${place}`)}${stepLine(place)}\n}\n`);
  return [...head, ...steps].join('\n');
}

function functionHead(name: string): string {
  return `/** Does what ${name} is for. */\nexport function ${name}(names: readonly string[]): void {\n`;
}

const stepLine = (place: number): string => `  let total${place}`;

/** Whether the floor waits as long as Everpair's back end there, instead of answering at once. */
export function waitsAt(place: number): boolean {
  return place % 4 === 3;
}

/** The line, counted from 1, at whose end a space brings an offer that no place before it has had. */
export function lineOfPlace(place: number): number {
  return lineOf(stepLine(place), practiceText(place + 1));
}

export function lineOfExercise({ anchor }: Exercise): number {
  return lineOf(anchor, practiceText(0));
}

function lineOf(line: string, text: string): number {
  return text.split('\n').indexOf(line) + 1;
}

/** The lines of an exercise in what is on the screen, less the empty ones, without its function's first and last. */
export function shownText(screen: string, { anchor }: Exercise): readonly string[] {
  const lines = screen.split('\n');
  const from = lines.findIndex((line) => line.startsWith(anchor.trimEnd()));
  const behind = lines.slice(Math.max(0, from));
  return behind.slice(0, behind.indexOf('}')).filter((line) => line !== '');
}

/** The place for one key at which a text ends; undefined elsewhere. */
export function placeAt(prefix: string): number | undefined {
  const place = /\n {2}let total(\d+) $/.exec(prefix)?.[1];
  return place === undefined ? undefined : Number(place);
}

/** What a model that knows the file says behind a prefix: the rest of what belongs there; nothing elsewhere. */
export function answerTo(prefix: string): string {
  const place = placeAt(prefix);
  if (place !== undefined) return `= names.length + ${place};`;
  for (const { anchor, text } of exercises) {
    const at = prefix.lastIndexOf(`\n${anchor}`);
    const typed = prefix.slice(at + 1 + anchor.length);
    if (at >= 0 && typed !== '' && text.startsWith(typed)) return text.slice(typed.length);
  }
  return '';
}
