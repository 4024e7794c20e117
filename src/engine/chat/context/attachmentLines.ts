import * as l10n from '@vscode/l10n';
import { withoutCommand } from '../conversation/attachedCommand';
import { type Attachment, describeAttachment } from '../conversation/attachment';

/** What was sent with a prompt, a line for each thing that the user would name: "src/a.ts: whole file, 120 lines". */
export function attachmentLines(attachments: readonly Attachment[]): readonly string[] {
  const groups = new Map<string, Attachment[]>();
  withoutCommand(attachments).forEach((attachment, index) => {
    const key = attachment.of ?? `${index}`;
    groups.set(key, [...(groups.get(key) ?? []), attachment]);
  });
  return [...groups.values()].map(([first, ...others]) => {
    if (!first) return '';
    if (first.of === undefined) return l10n.t('{0}: {1}', title(first), describeAttachment(first));
    const files = [first, ...others].filter(({ kind }) => kind !== 'folder').map(({ path }) => path);
    return l10n.t('{0}: {1}', first.of, [...new Set(files)].join(', '));
  });
}

function title({ kind, path, name = '' }: Attachment): string {
  switch (kind) {
    case 'selection':
      return l10n.t('Selection in {0}', path);
    case 'symbol':
      return l10n.t('{0} in {1}', name, path);
    case 'problems':
      return l10n.t('Problems in {0}', path);
    case 'terminal':
      return l10n.t('Terminal {0}', path);
    case 'changes':
      return l10n.t('Changes in {0}', path);
    case 'commit':
      return l10n.t('Commit {0}', path);
    case 'rules':
      return l10n.t('Rules of {0}', path);
    default:
      return path;
  }
}
