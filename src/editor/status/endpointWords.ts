import * as l10n from '@vscode/l10n';
import { type EndpointView, originOf } from '../endpoint/ownership/endpointState';
import { escape } from './escape';

/** Programs that are named, the last one first. */
const maxNamed = 5;

/** The endpoint for other tools as markdown: its address and who asks, never its token. Pure. */
export function endpointInWords({ state, clients }: EndpointView): string {
  switch (state.kind) {
    case 'off':
      return '';
    case 'starting':
      return l10n.t('$(plug) Local endpoint: starting.');
    case 'elsewhere':
      return l10n.t('$(plug) Local endpoint: {0}, by another window.', addressOf(state.port));
    case 'blocked':
      return l10n.t('$(warning) Local endpoint: {0}', escape(state.problem));
    case 'serving': {
      const address = addressOf(state.port);
      const named = clients.slice(0, maxNamed).map(([name, requests]) => `${escape(name)} (${requests})`);
      return named.length === 0
        ? l10n.t('$(plug) Local endpoint: {0}, by this window. No tool has asked yet.', address)
        : l10n.t('$(plug) Local endpoint: {0}, by this window. Asked by {1}.', address, named.join(', '));
    }
  }
}

/** As code: it is no link for a browser. */
function addressOf(port: number): string {
  return `\`${originOf(port)}\``;
}
