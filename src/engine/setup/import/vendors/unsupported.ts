import * as l10n from '@vscode/l10n';
import { closedServices } from '../../../providers/catalogue/presets/presets';

const notYet = (name: string): (() => string) => {
  return () => l10n.t('{0} is not supported yet.', name);
};
const byHand = (name: string): (() => string) => {
  return () =>
    l10n.t(
      '{0} is reached with your account there, which is not taken over. Add it to everpair.providers yourself.',
      name,
    );
};
const accountOf = (name: string): (() => string) => {
  return () => l10n.t('It is an account with {0}, which serves that tool alone.', name);
};
const subscription = (name: string): (() => string) => {
  return () => l10n.t('It is a sign-in with {0} and no API key. Nothing of it can be taken.', name);
};

/** Words of tools for what cannot become a provider, and why. */
const reasons: Readonly<Record<string, () => string>> = {
  bedrock: byHand('Amazon Bedrock'),
  'amazon-bedrock': byHand('Amazon Bedrock'),
  bedrockimport: byHand('Amazon Bedrock'),
  sagemaker: notYet('Amazon SageMaker'),
  vertexai: byHand('Google Vertex AI'),
  vertex: byHand('Google Vertex AI'),
  vertex_ai: byHand('Google Vertex AI'),
  'google-vertex': byHand('Google Vertex AI'),
  'google-vertex-anthropic': byHand('Google Vertex AI'),
  watsonx: notYet('IBM watsonx'),
  sapaicore: notYet('SAP AI Core'),
  replicate: notYet('Replicate'),
  cloudflare: notYet('Cloudflare Workers AI'),
  'continue-proxy': accountOf('Continue'),
  'free-trial': accountOf('Continue'),
  cline: accountOf('Cline'),
  'cline-pass': accountOf('Cline'),
  roo: accountOf('Roo Code'),
  kilocode: accountOf('Kilo Code'),
  kilo: accountOf('Kilo Code'),
  opencode: accountOf('OpenCode'),
  'opencode-go': accountOf('OpenCode'),
  copilot: accountOf('GitHub Copilot'),
  'github-copilot': accountOf('GitHub Copilot'),
  copilotcli: accountOf('GitHub Copilot'),
  'vscode-lm': accountOf('GitHub Copilot'),
  'claude-code': subscription('Claude'),
  'gemini-cli': subscription('Google'),
  'qwen-code': subscription('Qwen'),
  'openai-codex': subscription('ChatGPT'),
  'transformers.js': () => l10n.t('It runs within that tool.'),
  mock: () => l10n.t('It is for tests of that tool.'),
};

/** Why nothing can be taken of it, one sentence; undefined where something may be. */
export function unsupportedReason(vendor: string): string | undefined {
  const name = vendor.toLowerCase();
  const closed = closedServices.find(({ id }) => id === name || id === `${name}-models`);
  if (closed) return l10n.t('{0} was closed on {1}.', closed.label, closed.on);
  return Object.hasOwn(reasons, name) ? reasons[name]?.() : undefined;
}
