import * as vscode from 'vscode';
import type { NetworkSettings } from '../../engine/config';
import { settingLevels } from './settingLevels';

const networkSection = 'http';

/**
 * VS Code's own settings of proxies and certificates, as the user wrote them: neither a workspace nor the files of a dev
 * container may name a proxy to our connections. Of a remote machine nothing is read, and VS Code's own requests know its proxies.
 */
export function networkSettings(subscriptions: vscode.ExtensionContext['subscriptions']): () => NetworkSettings {
  let known: NetworkSettings | undefined;
  subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(networkSection)) known = undefined;
    }),
  );
  return () => (known ??= vscode.env.remoteName === undefined ? read() : {});
}

function read(): NetworkSettings {
  const settings = vscode.workspace.getConfiguration(networkSection);
  const of = (key: string): unknown => {
    const { user, byDefault } = settingLevels(settings.inspect(key));
    return user ?? byDefault;
  };
  const text = (key: string): string | undefined => {
    const value = of(key);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const proxy = text('proxy');
  const proxyAuthorization = text('proxyAuthorization');
  const noProxy = of('noProxy');
  return {
    ...(proxy === undefined ? {} : { proxy }),
    ...(proxyAuthorization === undefined ? {} : { proxyAuthorization }),
    noProxy: Array.isArray(noProxy) ? noProxy.filter((each) => typeof each === 'string') : [],
    isProxyOff: of('proxySupport') === 'off',
    acceptsAnyProxyCertificate: of('proxyStrictSSL') === false,
    ignoresSystemCertificates: of('systemCertificates') === false,
  };
}
