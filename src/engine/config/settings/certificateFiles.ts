import path from 'node:path';
import * as l10n from '@vscode/l10n';

export const certificateFields = ['caFile', 'clientCertFile', 'clientKeyFile'] as const;

export type CertificateFiles = Partial<Record<(typeof certificateFields)[number], string>>;

/** The certificate files that an entry of `everpair.providers` names; its texts were checked to be such. */
export function certificateFiles(entry: CertificateFiles): CertificateFiles {
  return Object.fromEntries(
    certificateFields.flatMap((field) => (entry[field] === undefined ? [] : [[field, entry[field]]])),
  );
}

/** What is wrong with them, one sentence. A path from the workspace would let a repository say whom to trust. */
export function certificateProblem(files: CertificateFiles, place: string): string | undefined {
  for (const [field, file] of Object.entries(files)) {
    if (!path.isAbsolute(file) && !file.startsWith('~/'))
      return l10n.t('{0}.{1} must be the whole path of a file, or begin with "~/".', place, field);
  }
  return (files.clientCertFile === undefined) === (files.clientKeyFile === undefined)
    ? undefined
    : l10n.t('{0} needs both "clientCertFile" and "clientKeyFile", or none of them.', place);
}
