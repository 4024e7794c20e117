import { h } from '../../shared/dom';

/** Some buttons as one stop of the Tab key; the arrow keys, Home and End go from one to the next. `name`: accessible name. */
export function toolbar(name: string, buttons: readonly HTMLButtonElement[], className: string): HTMLElement {
  const element = h('div', { class: `toolbar ${className}`, role: 'toolbar', 'aria-label': name }, ...buttons);
  const reachable = (): readonly HTMLButtonElement[] => buttons.filter((button) => !button.disabled);
  const stopAt = (stop: HTMLButtonElement | undefined): void => {
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  };
  stopAt(reachable()[0]);
  element.addEventListener('focusin', ({ target }) => stopAt(buttons.find((button) => button === target)));
  element.addEventListener('keydown', (event) => {
    const all = reachable();
    const next = placeAfter(event.key, all.indexOf(document.activeElement as HTMLButtonElement), all.length, element);
    if (next === undefined) return;
    event.preventDefault();
    all[next]?.focus();
  });
  return element;
}

function placeAfter(key: string, at: number, count: number, element: Element): number | undefined {
  if (at < 0 || count === 0) return undefined;
  const isRightToLeft = element.closest('[dir=rtl]') !== null;
  switch (key) {
    case isRightToLeft ? 'ArrowLeft' : 'ArrowRight':
      return (at + 1) % count;
    case isRightToLeft ? 'ArrowRight' : 'ArrowLeft':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
