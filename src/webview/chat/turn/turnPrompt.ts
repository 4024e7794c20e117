import * as l10n from '@vscode/l10n';
import type { BranchView, CommandView, ImageView, TurnView } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { h } from '../../shared/dom';
import { icon } from '../../shared/icons';
import { PlainText } from '../markdown/nodes/plainText';
import { PromptEditor } from './promptEditor';
import { toolbar } from './toolbar';
import type { TurnActions } from './turnActions';

/** A prompt with what was sent along, what can be done with it, and the branches that begin at it. */
export class TurnPrompt {
  readonly element = h('div', { class: 'prompt-frame' });
  private shown: TurnView | undefined;
  private editor: PromptEditor | undefined;

  constructor(private readonly actions: TurnActions) {}

  update(turn: TurnView): void {
    const { shown } = this;
    this.shown = turn;
    const isSame =
      shown?.prompt === turn.prompt &&
      same(shown.branch, turn.branch) &&
      same(shown.context, turn.context) &&
      same(shown.command, turn.command) &&
      same(shown.images, turn.images);
    // What is being edited is the user's.
    if (!isSame && !this.editor) this.draw(turn);
  }

  /** Puts the focus to where the next branch is shown from. */
  focusBranches(): void {
    const place = this.element.querySelector<HTMLElement>('.branches button:not(:disabled)');
    place?.focus();
  }

  private draw(turn: TurnView): void {
    this.element.replaceChildren(
      h(
        'div',
        { class: 'prompt' },
        youAsked(),
        h('p', { dir: 'auto' }, ...new PlainText().show(turn.prompt)),
        command(turn.command),
        images(turn.images),
        sentWith(turn.context),
      ),
      h('div', { class: 'prompt-foot' }, this.branches(turn.branch), this.tools(turn)),
    );
  }

  private tools({ id, prompt }: TurnView): HTMLElement {
    const tools = [
      button({ name: l10n.t('Edit and send again'), icon: 'edit', onPress: () => this.edit() }),
      button({ name: l10n.t('Branch from here'), icon: 'branch', onPress: () => this.actions.fork(id) }),
      button({ name: l10n.t('Copy prompt'), icon: 'copy', onPress: () => this.actions.copy(prompt) }),
    ];
    return toolbar(l10n.t('Prompt'), tools, 'prompt-tools');
  }

  private branches({ ids, index }: BranchView): HTMLElement | undefined {
    if (ids.length < 2) return undefined;
    const step = (name: string, icon: 'back' | 'forward', to: number): HTMLButtonElement => {
      const id = ids[to];
      const element = button({
        name,
        icon,
        onPress: () => {
          if (id !== undefined) this.actions.showBranch(id);
        },
      });
      element.disabled = id === undefined;
      return element;
    };
    const place = l10n.t('{0} of {1}', index + 1, ids.length);
    return h(
      'div',
      { class: 'branches', role: 'group', 'aria-label': l10n.t('Branch {0} of {1}', index + 1, ids.length) },
      step(l10n.t('Previous branch'), 'back', index - 1),
      h('span', { class: 'branch-place' }, place),
      step(l10n.t('Next branch'), 'forward', index + 1),
    );
  }

  private edit(): void {
    const turn = this.shown;
    if (!turn) return;
    this.editor = new PromptEditor(turn.prompt, {
      send: (prompt) => {
        this.close();
        this.actions.edit(turn.id, prompt);
      },
      giveUp: () => {
        this.close();
        this.element.querySelector<HTMLElement>('.prompt-tools button')?.focus();
      },
    });
    this.element.replaceChildren(youAsked(), this.editor.element);
    this.editor.focus();
  }

  private close(): void {
    this.editor = undefined;
    if (this.shown) this.draw(this.shown);
  }
}

function youAsked(): HTMLElement {
  return h('h2', { class: 'for-screen-readers' }, l10n.t('You asked'));
}

/** What a command asked for in full, folded. */
function command(view: CommandView | undefined): HTMLElement | undefined {
  if (!view) return undefined;
  const { name, path, text } = view;
  const said = path === undefined ? l10n.t('What {0} asks for', name) : l10n.t('What {0} asks for ({1})', name, path);
  return h(
    'details',
    { class: 'prompt-command' },
    h('summary', {}, said),
    h('p', { dir: 'auto' }, ...new PlainText().show(text)),
  );
}

function images(all: readonly ImageView[]): HTMLElement | undefined {
  if (all.length === 0) return undefined;
  const items = all.map(({ name, note, thumbnail }) =>
    h('li', { title: `${name}, ${note}` }, h('img', { src: thumbnail, alt: l10n.t('Image: {0}', name) })),
  );
  return h('ul', { class: 'prompt-images', 'aria-label': l10n.t('Images') }, ...items);
}

function sentWith(context: readonly string[]): HTMLElement | undefined {
  if (context.length === 0) return undefined;
  const items = context.map((what) => h('li', { title: what }, icon('file'), h('span', { dir: 'auto' }, what)));
  return h('ul', { class: 'prompt-context', 'aria-label': l10n.t('Sent with it') }, ...items);
}

/** Structural comparison of small plain values. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
