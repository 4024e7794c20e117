import * as l10n from '@vscode/l10n';
import { accountsOf } from '../account/accounts';
import { FieldLedger } from '../ledger';
import type { FoundModel, Reading, SourceText } from '../reading';
import { listAt, textAt, valueAt } from '../source/access';
import type { Fields } from '../source/parsed';
import { parseYaml } from '../source/yamlSource';
import { continueModels, continueReasons } from './continueModels';
import { unread } from './unread';

/** `config.yaml` of Continue. `secrets`: its `.env`. Source: https://docs.continue.dev/reference */
export async function readContinueYaml(source: SourceText, secrets: Fields = {}): Promise<Reading> {
  const parsed = await parseYaml(source.text);
  if ('problem' in parsed) return unread('Continue', source, parsed.problem);
  const { value } = parsed;
  const ledger = new FieldLedger(value, continueReasons);
  const models: FoundModel[] = [];
  for (const [index, model] of listAt(value, 'models').entries()) {
    const path = ['models', index];
    if (valueAt(model, 'uses') !== undefined) {
      ledger.leave(path, l10n.t('It is fetched from Continue’s hub, whose blocks Everpair does not have.'));
      continue;
    }
    const roles = listAt(model, 'roles').filter((role) => typeof role === 'string');
    // What Continue takes a model for where it is told nothing.
    const isChat = roles.length === 0 || roles.includes('chat');
    const isCompletion = roles.includes('autocomplete');
    if (!isChat && !isCompletion) {
      ledger.leave(path, l10n.t('It is for {0}, for which Everpair has no model of its own.', known(roles)));
      continue;
    }
    models.push(...continueModels(model, path, secrets, isChat, isCompletion));
    if (textAt(model, 'provider') === undefined) ledger.leave(path, l10n.t('It names no provider.'));
  }
  const accounts = accountsOf(models, ledger);
  return { tool: 'Continue', path: source.path, accounts, ...ledger.close() };
}

function known(roles: readonly string[]): string {
  const all = ['embed', 'rerank', 'edit', 'apply', 'summarize', 'subagent'].filter((role) => roles.includes(role));
  return all.length === 0 ? '?' : all.join(', ');
}
