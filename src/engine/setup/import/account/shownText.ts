import { withoutHidden } from '../../../model/text/hiddenCharacters';
import { shortened } from '../../../model/text/shortened';
import { redactCredentials } from '../../../privacy/redaction/credentials';

/** Whether a text has the form of a key, or is as opaque as one. */
export function looksLikeKey(text: string): boolean {
  return redactCredentials(text) !== text || /[A-Za-z0-9]{32,}/.test(text);
}

/** Whether a text is shown as it is: on one line, without characters that hide or turn around others, and nothing that VS Code draws as an icon. */
export function isPlain(text: string): boolean {
  return withoutHidden(text) === text && !/[\t\n\r]|\$\([a-z]/i.test(text);
}

/** Text of a file on one line, for people: shortened, without marks that hide or structure anything, and never a key. */
export function shownText(text: string): string {
  if (looksLikeKey(text)) return '…';
  return shortened(
    withoutHidden(text)
      .replaceAll(/[\s`]+/g, ' ')
      .trim(),
    60,
  );
}
