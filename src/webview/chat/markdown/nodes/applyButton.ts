import * as l10n from '@vscode/l10n';
import { button } from '../../../shared/button';

const className = 'apply-code';

/** Shows what a code block would change in a file. While it cannot, it keeps the focus and says why. */
export function applyButton(apply: () => void): HTMLButtonElement {
  const element = button({
    name: l10n.t('Apply'),
    icon: 'changes',
    withText: true,
    class: className,
    onPress: () => {
      if (element.getAttribute('aria-disabled') !== 'true') apply();
    },
  });
  return element;
}

/** `refusal`: why it cannot be used now, one sentence. */
export function allowApply(element: HTMLElement, refusal: string | undefined): void {
  element.setAttribute('aria-disabled', String(refusal !== undefined));
  element.title = refusal ?? l10n.t('Show what this would change in a file');
}

/** The buttons of an answer, in the order of its code blocks. */
export function applyButtonsIn(answer: HTMLElement): readonly HTMLElement[] {
  return [...answer.querySelectorAll<HTMLElement>(`.${className}`)];
}
