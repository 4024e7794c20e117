import { h, setChildren } from '../../../shared/dom';
import { sectionCost, sectionsPerPart } from '../budget/limits';

export interface Placed {
  readonly count: number;
  readonly nodesOf: (block: number) => readonly Node[];
  /** How much there is of a block to lay out, in characters. */
  readonly costOf: (block: number) => number;
}

/**
 * The nodes of an answer, in sections of so much text, and those in parts, so that what is added to the end touches the last
 * section alone, and what comes into sight is laid out a section at a time. The first section's nodes stand in the parent
 * itself.
 */
export class Sections {
  /** The block with which each section begins. */
  private readonly starts = [0];
  /** The blocks after the first. */
  private readonly sections: HTMLElement[] = [];
  private readonly parts: HTMLElement[] = [];

  constructor(private readonly parent: HTMLElement) {}

  /** The blocks before `changed` are unchanged. `tail` stands after all of them. */
  place({ count, nodesOf, costOf }: Placed, changed: number, tail: readonly Node[]): void {
    const first = this.divide(count, costOf, changed);
    const nodesIn = (section: number): readonly Node[] => {
      const [from = 0, to = count] = [this.starts[section], this.starts[section + 1]];
      return Array.from({ length: Math.max(0, to - from) }, (_, index) => nodesOf(from + index)).flat();
    };
    const number = this.starts.length - 1;
    resize(this.sections, number, 'markdown-section');
    for (let index = Math.max(1, first); index <= number; index += 1) {
      const section = this.sections[index - 1];
      if (section) setChildren(section, nodesIn(index));
    }
    resize(this.parts, Math.ceil(number / sectionsPerPart), 'markdown-part');
    for (let index = Math.floor(Math.max(0, first - 1) / sectionsPerPart); index < this.parts.length; index += 1) {
      const part = this.parts[index];
      if (part) setChildren(part, this.sections.slice(index * sectionsPerPart, (index + 1) * sectionsPerPart));
    }
    setChildren(this.parent, [...nodesIn(0), ...this.parts, ...tail]);
  }

  /** Where a section begins is settled by the blocks before it. Gives the first that may have changed. */
  private divide(count: number, costOf: (block: number) => number, changed: number): number {
    const { starts } = this;
    while (starts.length > 1 && (starts.at(-1) ?? 0) > Math.min(changed, count - 1)) starts.pop();
    const first = starts.length - 1;
    let cost = 0;
    for (let block = starts.at(-1) ?? 0; block < count; block += 1) {
      if (cost >= sectionCost) {
        starts.push(block);
        cost = 0;
      }
      cost += costOf(block);
    }
    return first;
  }
}

function resize(elements: HTMLElement[], count: number, className: string): void {
  while (elements.length < count) elements.push(h('div', { class: className }));
  elements.length = count;
}
