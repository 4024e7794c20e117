import { h, setChildren } from '../dom';
import { blocksPerSection } from './limits';

/**
 * The nodes of an answer, in sections of so many blocks, so that adding to the end touches the last section alone however
 * many there are. The first section's nodes stand in the parent itself.
 */
export class Sections {
  private sections: HTMLElement[] = [];

  constructor(private readonly parent: HTMLElement) {}

  /** `nodes`: of each block; those before `changed` are as they were. `tail` stands behind them all. */
  place(nodes: readonly (readonly Node[])[], changed: number, tail: readonly Node[]): void {
    const count = Math.max(0, Math.ceil(nodes.length / blocksPerSection) - 1);
    while (this.sections.length < count) this.sections.push(h('div', { class: 'markdown-section' }));
    this.sections.length = count;
    for (let index = Math.floor(changed / blocksPerSection); index <= count; index += 1) {
      const section = this.sections[index - 1];
      if (section) setChildren(section, this.nodesOf(nodes, index));
    }
    setChildren(this.parent, [...this.nodesOf(nodes, 0), ...this.sections, ...tail]);
  }

  private nodesOf(nodes: readonly (readonly Node[])[], section: number): readonly Node[] {
    return nodes.slice(section * blocksPerSection, (section + 1) * blocksPerSection).flat();
  }
}
