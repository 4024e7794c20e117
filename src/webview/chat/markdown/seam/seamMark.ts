import * as l10n from '@vscode/l10n';
import { h } from '../../../shared/dom';
import { icon } from '../../../shared/icons';
import { styleOfWriter } from './writerLine';

/** The small mark from which on another wrote. It has no text, so that what is copied is what was written. `why`: a clause. */
export function seamMark(label: string, why: string, writer: number): HTMLElement {
  const told = l10n.t('From here on {0} wrote, because {1}.', label, why);
  const style = writer > 0 ? styleOfWriter(writer) : undefined;
  return h(
    'span',
    { class: 'seam', role: 'img', 'aria-label': told, title: told, 'data-writer': style },
    icon('switch'),
  );
}
