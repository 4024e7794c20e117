import * as l10n from '@vscode/l10n';

const commits = (): string => l10n.t('Everpair makes no commits by itself; it writes their messages when you ask.');
const rules = (): string =>
  l10n.t('Everpair reads rules of a workspace from AGENTS.md and .continue/rules. Put the text into one of these.');
const sampling = (): string =>
  l10n.t('Everpair leaves sampling and thinking to its own settings for each kind of request.');
const aboutTheTool = (): string => l10n.t('It is how the other tool works, and not about providers.');
const otherModel = (): string => l10n.t('Everpair has no second model for this. The chat’s model does it.');

const azure = (): string => l10n.t('Azure is meant where the model is named as azure/ and the deployment.');

/** Why options of aider are not taken, by their names. */
export const aiderReasons: Readonly<Record<string, () => string>> = {
  'weak-model': otherModel,
  'editor-model': otherModel,
  'auto-commits': commits,
  'dirty-commits': commits,
  'commit-prompt': () => l10n.t('It is your setting everpair.commitMessage.instructions.'),
  read: rules,
  file: aboutTheTool,
  alias: () => l10n.t('It is a short name of aider for a model. Name the model itself.'),
  'reasoning-effort': sampling,
  'thinking-tokens': sampling,
  timeout: () => l10n.t('How long each kind of silence may last, Everpair learns.'),
  'verify-ssl': () => l10n.t('Everpair connects as VS Code does: with its proxy and its certificates.'),
  'openai-api-type': azure,
  'openai-api-version': azure,
  'openai-api-deployment-id': azure,
  analytics: () => l10n.t('Everpair sends no telemetry.'),
  '.env': () => l10n.t('It is no setting of a provider.'),
};
