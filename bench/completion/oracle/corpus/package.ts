/** A file of a package that the benchmark reads. */
export interface CorpusFile {
  readonly path: string;
  /** VS Code language id. */
  readonly languageId: string;
}

/** A package of a registry, of which nothing can change without being noticed. */
export interface Package {
  readonly registry: 'npm' | 'debian';
  readonly name: string;
  readonly version: string;
  /** npm: as its lock files have it. Debian: SHA-256 of the package, in hexadecimal digits. */
  readonly integrity: string;
  readonly licence: string;
  /** Those that are read; of the tools all are. */
  readonly files: readonly CorpusFile[];
}
