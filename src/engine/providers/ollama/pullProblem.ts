import * as l10n from '@vscode/l10n';

/** Why a model could not be loaded, as a sentence. `message`: what Ollama said, or what the network did. */
export function pullProblem(model: string, message: string): string {
  if (/no space left|not enough space|disk (?:is )?full|ENOSPC/i.test(message)) {
    return l10n.t('The disk of Ollama is full. Make room and choose {0} again: what is there already is kept.', model);
  }
  if (/newer version|412/i.test(message)) {
    return l10n.t('{0} needs a newer Ollama. Install the newest one and choose it again.', model);
  }
  if (/file does not exist|not found|manifest unknown|invalid model name|pull model manifest: 4\d\d/i.test(message)) {
    return l10n.t("Ollama's registry has no model {0}. Is its name right?", model);
  }
  if (/permission denied|read-only file system|access is denied/i.test(message)) {
    return l10n.t('Ollama may not write to its folder of models.');
  }
  if (/digest mismatch/i.test(message)) {
    return l10n.t('What came of {0} is damaged, and Ollama has deleted it. Choose it again.', model);
  }
  if (/lookup|no such host|dial tcp|i\/o timeout|max retries|connection re|TLS|x509|EOF|network|proxy/i.test(message)) {
    return l10n.t('Ollama cannot reach its registry. Is the network there, and does Ollama know your proxy?');
  }
  if (/unauthorized|forbidden|401|403/i.test(message)) {
    return l10n.t("Ollama's registry does not give {0} to you.", model);
  }
  return l10n.t('Ollama could not load {0}. It said: {1}', model, message.replace(/\s+/g, ' ').slice(0, 200));
}

/** Asking again may help, since Ollama keeps what has come. */
export function mayBeTriedAgain(message: string): boolean {
  return /i\/o timeout|max retries|connection re|unexpected EOF|stalled/i.test(message);
}
