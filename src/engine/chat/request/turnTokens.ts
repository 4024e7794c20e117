import { imageTokens, usualImageTokens } from '../../model/request/image';
import { estimateTokens } from '../../model/request/tokenEstimate';
import { withoutCommand } from '../conversation/attachedCommand';
import type { Attachment } from '../conversation/attachment';
import type { AttachedImage, Turn } from '../conversation/turn';
import { askedText } from './askedText';
import { attachmentTokens, identity } from './attachmentBlock';

/** Tokens that a turn takes of a request, an estimate; what is in `seen` already is sent once, elsewhere. */
export function turnTokens(turn: Turn, seen: Set<string>): number {
  const { answer, attachments, images } = turn;
  let tokens = estimateTokens(askedText(turn)) + estimateTokens(answer.text) + tokensOfImages(images) + 8;
  for (const attachment of withoutCommand(attachments)) {
    const key = identity(attachment);
    if (!seen.has(key)) tokens += knownTokens(attachment);
    seen.add(key);
  }
  return tokens;
}

export function tokensOfImages(images: readonly AttachedImage[]): number {
  return images.reduce((total, image) => total + imageTokens(usualImageTokens, image), 0);
}

const tokensOfAttachments = new WeakMap<Attachment, number>();

/** Counted once: what was sent does not change. */
function knownTokens(attachment: Attachment): number {
  const known = tokensOfAttachments.get(attachment) ?? attachmentTokens(attachment);
  tokensOfAttachments.set(attachment, known);
  return known;
}
