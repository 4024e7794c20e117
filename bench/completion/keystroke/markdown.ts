import type { Day } from './day';
import type { Row, Summary } from './summary';

export interface Machine {
  readonly node: string;
  readonly cpu: string;
}

export function markdownOf(
  { rows, first, between, alone, p99, ratio, growth, met }: Summary,
  day: Day,
  machine: Machine,
): string {
  return `# What a key costs

\`npm run bench:keystroke\`, Node ${machine.node}, ${machine.cpu}. Everything but the network: the completion provider, the
completion engine, the engine for failover and a model in memory that answers at once.

## In a real extension host

Typed key by key with VS Code's own \`type\` command at five places of each file; the provider is called with the real document
behind each key. Milliseconds: what Everpair does when it hears of the key, and from the call of the provider to its answer.
"Reads the whole file" is what the simplest
extension does: \`document.getText()\`, cut at the cursor. Other extensions cannot be measured in this way here: they are not to be had
in this form, and would bring their own networks along.

${table(['', 'lines', 'keys served by', 'keys', 'median', '99th percentile', 'longest', '99th percentile of medians', 'KB allocated, median'], rows.filter(({ keys }) => keys > 0).map(cells))}

The first key in a freshly opened file: ${first.map(({ lines, cost }) => `${cost.ms.toFixed(2)} ms and ${kilobytes(cost.bytes)} in ${lines} lines`).join(', ')}.

Between the keys Everpair reads the open files and chooses context, in many short turns of the loop. Milliseconds of a turn:

${table(
  ['lines', 'turns', 'median', '99th percentile', 'longest'],
  between.map(({ lines, count, ...ms }) => [
    String(lines),
    String(count),
    ...[ms.p50, ms.p99, ms.most].map((each) => each.toFixed(3)),
  ]),
)}

The same keys are typed at several places, with other numbers in them. "99th percentile of medians" is over the keys, of each the
median of its repetitions, since on a busy machine any millisecond may become twenty: in the longest file **${p99.toFixed(2)} ms** (under 4: ${mark(met.time)}). Allocation for a key in the longest
file to that in the shortest, the worst kind of key: **${ratio.toFixed(2)}** (under 1.25: ${mark(met.allocation)}).

## In a process of its own

The same engines without an editor, bundled as the extension is, over ${alone.count} keys from the first on: all that is done for a key
until the next, the garbage collector and the compiler included, takes ${alone.p50.toFixed(2)} ms at the median, ${alone.p99.toFixed(2)} ms at the
99th percentile, ${alone.most.toFixed(2)} ms at most.

## Over a day

${day.levels.at(-1)?.keys ?? 0} keys in 40 documents in virtual time, ${day.requests} requests, ${day.shown} suggestions shown,
${day.accepted} accepted. Heap in use after a full collection:

${table(
  ['keys', 'MB'],
  day.levels.map(({ keys, bytes }) => [String(keys), (bytes / 1024 / 1024).toFixed(2)]),
)}

The last quarter's mean to the second's: **${(growth * 100).toFixed(1)} %** more (under 5 %: ${mark(met.memory)}).
`;
}

function cells({ who, lines, kind, keys, p50, p99, most, steadyP99, bytes }: Row): readonly string[] {
  return [
    who,
    String(lines),
    kind,
    String(keys),
    ...[p50, p99, most, steadyP99].map((ms) => ms.toFixed(3)),
    kilobytes(bytes),
  ];
}

function kilobytes(bytes: number | undefined): string {
  return bytes === undefined ? 'unknown' : `${(bytes / 1024).toFixed(1)} KB`;
}

function mark(isMet: boolean): string {
  return isMet ? 'met' : 'not met';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (each: readonly string[]): string => `| ${each.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
