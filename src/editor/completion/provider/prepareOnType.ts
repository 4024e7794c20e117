import * as vscode from 'vscode';
import type { CompletionEngine, DocumentPosition, TreeSyntax } from '../../../engine/completion';
import type { Clock } from '../../../engine/model';
import type { AutomaticRequests } from '../trigger/automaticRequests';
import type { CompletionProvider } from './completionProvider';
import type { Composition } from '../trigger/composition';
import type { EditorContext } from '../context/contextSources';
import { isUsersFile } from '../context/editorDocuments';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import { type Key, listenToKeys } from '../trigger/keys';
import type { LanguageConfigurations } from '../context/languageConfigurations';
import { onCursorIdle } from '../trigger/cursorIdle';

export interface PrepareOnTypeDeps {
  readonly engine: Pick<CompletionEngine, 'typed'>;
  readonly provider: Pick<CompletionProvider, 'prefetchOnKey'>;
  readonly automatic: Pick<AutomaticRequests, 'areOnIn'>;
  readonly privacy: Pick<FilePrivacy, 'known' | 'ask'>;
  readonly contextSource: Pick<EditorContext, 'prepare' | 'onIdle'>;
  readonly syntax: Pick<TreeSyntax, 'prepare'>;
  readonly composition: Pick<Composition, 'follow'>;
  readonly languages: Pick<LanguageConfigurations, 'prepare'>;
  /** Prepares the provider that would be asked. Never rejects. */
  readonly prepareProvider: () => Promise<void>;
  readonly clock: Clock;
}

/** Prepares with each key, and while the cursor rests, what the editor's next question would have to wait for. */
export function prepareOnType(deps: PrepareOnTypeDeps): vscode.Disposable {
  const {
    engine,
    provider,
    automatic,
    privacy,
    contextSource,
    syntax,
    composition,
    languages,
    prepareProvider,
    clock,
  } = deps;
  const onKey = ({ document, position, isDeletion }: Key): void => {
    if (!automatic.areOnIn(document) || !privacy.known(document.uri, 'itself').allowed) return;
    contextSource.prepare(placeIn(document, position));
    // A user who deletes mostly goes on deleting.
    if (!isDeletion) provider.prefetchOnKey(document, position);
  };
  const onIdle = async (document: vscode.TextDocument, position: vscode.Position): Promise<void> => {
    if (!automatic.areOnIn(document) || !isUsersFile(document.uri)) return;
    const answer = await privacy.ask(document.uri, 'itself');
    if (!answer.allowed) return;
    void languages.prepare(document.languageId);
    contextSource.onIdle(placeIn(document, position));
    await prepareProvider();
    // Last, since it takes the longest and a completion can do without it.
    await syntax.prepare(document.languageId);
  };
  return vscode.Disposable.from(
    listenToKeys(engine, composition, onKey),
    onCursorIdle((document, position) => void onIdle(document, position), clock),
  );
}

function placeIn({ uri }: vscode.TextDocument, { line, character }: vscode.Position): DocumentPosition {
  return { document: uri.toString(), line, character };
}
