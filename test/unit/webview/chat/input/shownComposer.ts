import FakeTimers from '@sinonjs/fake-timers';
import type { ChatView } from '../../../../../src/engine/chat/view/protocol';
import type { ViewMessage } from '../../../../../src/engine/chat/view/viewMessage';
import { Composer } from '../../../../../src/webview/chat/input/composer';
import { allByRole, byRole, violations } from '../../accessible';
import { chatView } from '../../fixtures';

export interface ShownComposer {
  readonly composer: Composer;
  readonly input: HTMLTextAreaElement;
  readonly posted: ViewMessage[];
}

/** A composer that is all of the page. */
export function shownComposer(view: Partial<ChatView> = {}): ShownComposer {
  const posted: ViewMessage[] = [];
  const composer = new Composer((message) => posted.push(message));
  document.body.replaceChildren(composer.element);
  composer.update(chatView(view));
  return { composer, posted, input: byRole('textbox', 'Message Everpair') as HTMLTextAreaElement };
}

/** Before each test of a `describe` a composer with the focus in its box, in time that the test moves. */
export function focusedComposer() {
  let clock: ReturnType<typeof FakeTimers.install>;
  let shown: ShownComposer;
  beforeEach(() => {
    clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
    shown = shownComposer();
    shown.input.focus();
  });
  afterEach(() => clock.uninstall());
  return {
    get composer() {
      return shown.composer;
    },
    get input() {
      return shown.input;
    },
    get posted() {
      return shown.posted;
    },
    get clock() {
      return clock;
    },
    options: (): readonly string[] => allByRole('option').map(({ element }) => element.textContent),
    /** Moves it into a page that has all that a page must have. */
    intoPage: (): void => {
      document.documentElement.lang = 'en';
      document.title = 'Everpair';
      const main = document.createElement('main');
      main.append(document.createElement('h1'), shown.composer.element);
      main.firstElementChild!.textContent = 'Chat';
      document.body.replaceChildren(main);
    },
    violations: (): Promise<readonly string[]> => {
      // axe waits by the clock.
      clock.uninstall();
      return violations();
    },
  };
}
