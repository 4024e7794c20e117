import * as vscode from 'vscode';
import { type LanguageFacts, languageFactsOf } from '../../../engine/completion';
import { errorSummary, type Log } from '../../../engine/model';
import { type LanguageConfiguration, readLanguageConfiguration } from './languageConfigurationFile';

/** Twenty times the largest configuration that comes with VS Code. */
const maxConfigurationBytes = 100_000;

/**
 * Language facts from the installed extensions. The files of a language are read in the background when the language
 * first occurs. Until then, and without such files, our own table holds.
 */
export class LanguageConfigurations implements vscode.Disposable {
  /** The same object each time, so that caches can compare it. */
  private readonly facts = new Map<string, LanguageFacts>();
  /** Each language is read once, until extensions are added or removed. */
  private readonly asked = new Map<string, Promise<void>>();
  private readonly subscription: vscode.Disposable;
  /** Number of times that extensions were added or removed. */
  private epoch = 0;

  constructor(private readonly log: Log) {
    this.subscription = vscode.extensions.onDidChange(() => {
      this.epoch += 1;
      this.facts.clear();
      this.asked.clear();
    });
  }

  /** The facts that are known now. */
  of(languageId: string): LanguageFacts {
    void this.prepare(languageId);
    return this.facts.get(languageId) ?? languageFactsOf(languageId);
  }

  /** Resolves when the configurations of a language have been read. Never rejects. */
  prepare(languageId: string): Promise<void> {
    const asked = this.asked.get(languageId) ?? this.read(languageId);
    this.asked.set(languageId, asked);
    return asked;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async read(languageId: string): Promise<void> {
    const { epoch } = this;
    const found = await Promise.all(configurationFiles(languageId).map((file) => this.configurationIn(file)));
    const configurations = found.filter((each) => each !== undefined);
    if (configurations.length === 0 || epoch !== this.epoch) return;
    this.facts.set(languageId, combined(configurations, languageFactsOf(languageId)));
  }

  private async configurationIn({ file, extension }: ConfigurationFile): Promise<LanguageConfiguration | undefined> {
    try {
      if ((await vscode.workspace.fs.stat(file)).size > maxConfigurationBytes) throw new RangeError();
      return await readLanguageConfiguration(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
    } catch (error) {
      this.log.warn(`A language configuration of the extension ${extension} is left out: ${errorSummary(error)}.`);
      return undefined;
    }
  }
}

interface ConfigurationFile {
  readonly file: vscode.Uri;
  /** Id of the extension. */
  readonly extension: string;
}

/** In VS Code's order. */
function configurationFiles(languageId: string): readonly ConfigurationFile[] {
  return vscode.extensions.all.flatMap(({ id, extensionUri, packageJSON }) =>
    languagesIn(packageJSON).flatMap((language) => {
      if (language?.id !== languageId || typeof language.configuration !== 'string') return [];
      const file = vscode.Uri.joinPath(extensionUri, language.configuration);
      return file.path.startsWith(`${extensionUri.path}/`) ? [{ file, extension: id }] : [];
    }),
  );
}

interface Manifest {
  readonly contributes?: { readonly languages?: unknown };
}

/** A manifest may contain anything. */
function languagesIn(
  manifest: unknown,
): readonly ({ readonly id?: unknown; readonly configuration?: unknown } | null)[] {
  const languages = (manifest as Manifest | undefined)?.contributes?.languages;
  return Array.isArray(languages) ? (languages as ReturnType<typeof languagesIn>) : [];
}

/**
 * The last configuration with a part counts, as in VS Code. Without closing pairs VS Code closes the language's
 * brackets.
 */
function combined(configurations: readonly LanguageConfiguration[], usual: LanguageFacts): LanguageFacts {
  const { comments, brackets, autoClosingPairs } = configurations.reduce((all, each) => ({ ...all, ...each }), {});
  const { brackets: usualBrackets, autoClosingPairs: usualPairs, ...usualComments } = usual;
  const pairs = autoClosingPairs ?? brackets?.map(([open, close]) => ({ open, close, notIn: [] }));
  return {
    ...(comments ?? usualComments),
    brackets: brackets ?? usualBrackets,
    autoClosingPairs: pairs ?? usualPairs,
  };
}
