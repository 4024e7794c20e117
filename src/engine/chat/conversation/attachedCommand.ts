import type { Attachment } from './attachment';

/** What the command asks for that a prompt is; undefined where the prompt is none. */
export function commandOf(attachments: readonly Attachment[]): Attachment | undefined {
  return attachments.find(isCommand);
}

/** What goes with the prompt. The text of its command is no part of that: it is sent in place of the prompt. */
export function withoutCommand(attachments: readonly Attachment[]): readonly Attachment[] {
  return attachments.filter((attachment) => !isCommand(attachment));
}

/** A command of Everpair, which is from no file: its name stands in the place of the path. */
export function isBuiltInCommand(attachment: Attachment): boolean {
  return isCommand(attachment) && attachment.path === attachment.name;
}

function isCommand({ kind }: Attachment): boolean {
  return kind === 'command';
}
