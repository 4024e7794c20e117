import type { CodeBlock } from '../apply/blocks/codeBlock';
import type { Finding } from './finding';

/** The fix of a finding as a block that can be applied to its file; undefined where it has none. */
export function fixBlock({ fix }: Finding): CodeBlock | undefined {
  if (!fix) return undefined;
  const text = [
    '<<<<<<< SEARCH',
    fix.search,
    '=======',
    ...(fix.replace === '' ? [] : [fix.replace]),
    '>>>>>>> REPLACE',
  ];
  return { language: '', text: `${text.join('\n')}\n`, isClosed: true };
}
