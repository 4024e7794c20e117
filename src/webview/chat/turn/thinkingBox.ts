import * as l10n from '@vscode/l10n';
import type { Answer } from '../../../engine/chat/view';
import { h, setChildren } from '../../shared/dom';
import { PlainText } from '../markdown/nodes/plainText';

/** What the model thought visibly, folded, and how long it took. */
export class ThinkingBox {
  private readonly summary = h('summary');
  private readonly thoughts = h('div', { dir: 'auto' });
  readonly element = h('details', { class: 'thinking', hidden: true }, this.summary, this.thoughts);
  private readonly text = new PlainText();
  /** Milliseconds since the epoch: since when is thought, as far as this page knows. */
  private since: number | undefined;
  private tookMs: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  update({ thinking, thinkingMs, state, text }: Answer): void {
    this.element.hidden = thinking === '';
    setChildren(this.thoughts, this.text.show(thinking));
    clearTimeout(this.timer);
    const isThinking = thinking !== '' && text === '' && state.type === 'writing';
    if (isThinking) {
      this.since ??= Date.now() - (thinkingMs ?? 0);
      this.tick(this.since);
      return;
    }
    if (this.since !== undefined) this.tookMs = Date.now() - this.since;
    this.since = undefined;
    const tookMs = thinkingMs ?? this.tookMs;
    this.tell(tookMs === undefined ? l10n.t('Thoughts') : l10n.t('Thought for {0}', duration(tookMs)));
  }

  private tick(since: number): void {
    const passedMs = Date.now() - since;
    this.tell(passedMs < 1_000 ? l10n.t('Thinking…') : l10n.t('Thinking… {0}', duration(passedMs)));
    this.timer = setTimeout(
      () => {
        if (this.element.isConnected) this.tick(since);
      },
      1_000 - (passedMs % 1_000),
    );
  }

  private tell(words: string): void {
    if (this.summary.textContent !== words) this.summary.textContent = words;
  }
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 60) return l10n.t('{0} s', seconds);
  return l10n.t('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}
