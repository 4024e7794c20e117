import { h, setChildren } from '../dom';
import { blocksPerSection } from './limits';

/**
 * The nodes of an answer, in sections of so many blocks, so that adding to the end touches the last section alone however
 * many there are. The first section's nodes stand in the parent itself.
 */
export class Sections {
  private sections: HTMLElement[] = [];

  constructor(private readonly parent: HTMLElement) {}

  /** Those of the `count` blocks before `changed` are as they were. `tail` stands behind them all. */
  place(count: number, nodesOf: (block: number) => readonly Node[], changed: number, tail: readonly Node[]): void {
    const sectionOf = (section: number): readonly Node[] => {
      const [from, to] = [section * blocksPerSection, Math.min(count, (section + 1) * blocksPerSection)];
      return Array.from({ length: Math.max(0, to - from) }, (_, index) => nodesOf(from + index)).flat();
    };
    const last = Math.max(0, Math.ceil(count / blocksPerSection) - 1);
    while (this.sections.length < last) this.sections.push(h('div', { class: 'markdown-section' }));
    this.sections.length = last;
    for (let index = Math.max(1, Math.floor(changed / blocksPerSection)); index <= last; index += 1) {
      const section = this.sections[index - 1];
      if (section) setChildren(section, sectionOf(index));
    }
    setChildren(this.parent, [...sectionOf(0), ...this.sections, ...tail]);
  }
}
