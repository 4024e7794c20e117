import type { Frame, Locator, Page } from 'playwright-core';
import { soon } from './soon';

/** Everpair's page of the set-up by its accessible names. */
export class SetupPanel {
  /** One a link of the chain, in its order. */
  readonly links: Locator;

  private constructor(readonly frame: Frame) {
    this.links = frame.getByRole('region', { name: 'Asked in this order' }).locator('ol > li');
  }

  /** The page, once it is drawn; a webview is a frame within a frame. */
  static async find(page: Page): Promise<SetupPanel> {
    const drawn = async (): Promise<SetupPanel | undefined> => {
      for (const frame of page.frames()) {
        const heading = frame.getByRole('heading', { level: 1, name: 'Who answers' });
        if (await heading.isVisible().catch(() => false)) return new SetupPanel(frame);
      }
      return undefined;
    };
    const found = await soon(drawn, (panel) => panel !== undefined);
    if (!found) throw new Error('No page of the set-up.');
    return found;
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  link(label: string): Locator {
    return this.links.filter({ has: this.frame.getByRole('heading', { name: `. ${label}` }) });
  }

  /** Labels with their numbers, from the first to the last. */
  order(): Promise<readonly string[]> {
    return this.links.getByRole('heading').allInnerTexts();
  }
}
