import { isDeepStrictEqual } from 'node:util';
import type { Document, Node, Pair } from 'yaml';
import type { Json } from '../../../../engine/model';
import type { FileChange, ItemChange } from '../tool';
import { changed, isItem, isThere, itemIndex, takenBack } from './plainChange';

type Yaml = typeof import('yaml');

/** The text of a YAML file with changes in it, and otherwise as it is. Undefined where it cannot be changed safely. */
export async function changeYaml(text: string, changes: readonly FileChange[]): Promise<string | undefined> {
  const yaml = await import('yaml');
  let result = text;
  for (const change of changes) {
    const source = new Source(yaml, result);
    const next = isItem(change) ? source.append(change) : source.set(change.path, JSON.stringify(change.value));
    if (next === undefined || !means(yaml, next, changed(source.data, change))) return undefined;
    result = next;
  }
  return result;
}

/** The text without the changes, with what was in their place before. What the user has changed since stays. */
export async function takeBackYaml(
  text: string,
  before: string,
  changes: readonly FileChange[],
): Promise<string | undefined> {
  const yaml = await import('yaml');
  const earlier = new Source(yaml, before);
  let result = text;
  for (const change of changes) {
    const source = new Source(yaml, result);
    if (!isThere(source.data, change)) continue;
    const next = isItem(change) ? source.removeItem(change, earlier) : source.restore(change.path, earlier);
    if (next === undefined || !means(yaml, next, takenBack(source.data, earlier.data, change))) return undefined;
    result = next;
  }
  return result;
}

function means(yaml: Yaml, text: string, wanted: unknown): boolean {
  const { data } = new Source(yaml, text);
  return wanted !== undefined && isDeepStrictEqual(data ?? {}, wanted ?? {});
}

type Range = readonly [start: number, end: number];

/** A YAML file by the places of its parts in the text. Only names at the top are looked up. */
class Source {
  private readonly document: Document;
  private readonly eol: string;
  /** Undefined where it is no YAML of names and values. */
  readonly data: unknown;

  constructor(
    private readonly yaml: Yaml,
    private readonly text: string,
  ) {
    this.document = yaml.parseDocument(text, { schema: 'core', prettyErrors: false, logLevel: 'silent' });
    this.eol = text.includes('\r\n') ? '\r\n' : '\n';
    const isMap = this.document.contents === null || yaml.isMap(this.document.contents);
    this.data = isMap && this.document.errors.length === 0 ? ((this.document.toJS() as unknown) ?? {}) : undefined;
  }

  /** `source`: the value as it is written. */
  set(path: readonly string[], source: string): string | undefined {
    const [name = '', ...deeper] = path;
    if (deeper.length > 0 || this.data === undefined) return undefined;
    const range = this.valueRange(name);
    if (range) return this.replaced(range, source);
    return this.pair(name) ? undefined : this.withLines(`${name}: ${source}`);
  }

  append({ list: [name = ''], item }: ItemChange): string | undefined {
    const pair = this.pair(name);
    if (!pair) return this.withLines([`${name}:`, ...itemLines(item, '  ')].join(this.eol));
    const { value } = pair;
    const range = this.valueRange(name);
    if (!this.yaml.isSeq(value) || !range) return undefined;
    const last = value.items.at(-1) as Node | undefined;
    if (!last) return this.replaced(range, this.eol + itemLines(item, '  ').join(this.eol));
    const first = value.items[0] as Node;
    const indent = /^([ ]*)-/.exec(this.text.slice(this.lineStart(first.range?.[0] ?? 0)))?.[1];
    if (value.flow === true || indent === undefined) return undefined;
    const end = this.lineEnd(this.contentEnd(last.range?.[1] ?? 0));
    return this.text.slice(0, end) + this.eol + itemLines(item, indent).join(this.eol) + this.text.slice(end);
  }

  /** What was in the place of a value before, or nothing. */
  restore([name = '']: readonly string[], before: Source): string | undefined {
    const earlier = before.valueRange(name);
    const range = this.valueRange(name);
    if (earlier && range) return this.replaced(range, before.text.slice(...earlier));
    return range ? this.withoutLines(this.nameStart(name), range[1]) : undefined;
  }

  removeItem(change: ItemChange, before: Source): string | undefined {
    const { value } = this.pair(change.list[0] ?? '') ?? {};
    if (!this.yaml.isSeq(value) || value.flow === true) return undefined;
    const item = value.items[itemIndex(this.data, change)] as Node | undefined;
    const [start, end] = item?.range ?? [0, 0];
    const isLast = value.items.length === 1;
    return isLast ? this.restore(change.list, before) : this.withoutLines(start, end);
  }

  private pair(name: string): Pair | undefined {
    const { contents } = this.document;
    if (!this.yaml.isMap(contents)) return undefined;
    return contents.items.find(({ key }) => this.yaml.isScalar(key) && key.value === name);
  }

  private nameStart(name: string): number {
    return (this.pair(name)?.key as Node | undefined)?.range?.[0] ?? 0;
  }

  private valueRange(name: string): Range | undefined {
    const range = (this.pair(name)?.value as Node | null | undefined)?.range;
    return range ? [range[0], this.contentEnd(range[1])] : undefined;
  }

  private replaced([start, end]: Range, source: string): string {
    const rest = this.text.slice(end);
    const head = this.text.slice(0, start);
    if (source.startsWith(this.eol)) return head.trimEnd() + source + rest;
    return `${head}${/\s$/.test(head) ? '' : ' '}${source}${rest}`;
  }

  private withLines(lines: string): string {
    const gap = this.text === '' || this.text.endsWith('\n') ? '' : this.eol;
    return `${this.text}${gap}${lines}${this.eol}`;
  }

  /** Without the whole lines from one place to another. */
  private withoutLines(from: number, to: number): string {
    const end = this.lineEnd(this.contentEnd(to));
    return this.text.slice(0, this.lineStart(from)) + this.text.slice(end).replace(/^\r?\n/, '');
  }

  private lineStart(at: number): number {
    return this.text.lastIndexOf('\n', at - 1) + 1;
  }

  private lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    const line = end < 0 ? this.text.length : end;
    return this.text[line - 1] === '\r' ? line - 1 : line;
  }

  /** The range of a list or an object takes in the lines behind it. */
  private contentEnd(end: number): number {
    return this.text.slice(0, end).trimEnd().length;
  }
}

function itemLines(item: Json, indent: string): readonly string[] {
  const fields = Object.entries(item as Record<string, Json>);
  return fields.map(([name, value], index) => `${indent}${index === 0 ? '- ' : '  '}${name}: ${JSON.stringify(value)}`);
}
