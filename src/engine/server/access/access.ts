import type { IncomingMessage } from 'node:http';
import * as l10n from '@vscode/l10n';
import type { EndpointProblem } from '../protocols/chatProtocol';
import { isToken } from './token';

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why nobody may ask from there; undefined where it may be. A name of another host that leads here is how a page in a browser
 * would reach this server (DNS rebinding), and only a page tells its origin.
 */
export function placeProblem({ headers }: IncomingMessage, port: number): EndpointProblem | undefined {
  if (!isOwnHost(headers.host, port)) {
    return {
      status: 403,
      code: 'wrong_host',
      message: l10n.t('This endpoint answers to localhost and its own port only. Use http://127.0.0.1:{0}.', port),
    };
  }
  if (headers.origin !== undefined) {
    return {
      status: 403,
      code: 'web_page',
      message: l10n.t('This endpoint does not answer to web pages.'),
    };
  }
  return undefined;
}

function isOwnHost(host: string | undefined, port: number): boolean {
  const [, name = '', itsPort = '80'] = /^(.*?)(?::(\d{1,5}))?$/.exec(host?.toLowerCase() ?? '') ?? [];
  return loopbackNames.has(name) && Number(itsPort) === port;
}

/** Why the request is not served; undefined where it has the token. */
export function tokenProblem(request: IncomingMessage, url: URL, token: string): EndpointProblem | undefined {
  if (givenTokens(request, url).some((given) => isToken(given, token))) return undefined;
  return {
    status: 401,
    code: 'unauthorized',
    message: l10n.t(
      'The token is missing or wrong. Give the token of this endpoint as the API key: in the header "Authorization: Bearer", "x-api-key" or "x-goog-api-key", or as "?key=".',
    ),
  };
}

function givenTokens({ headers }: IncomingMessage, url: URL): readonly string[] {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const given = [bearer, headers['x-api-key'], headers['x-goog-api-key'], url.searchParams.get('key')];
  return given.filter((each): each is string => typeof each === 'string');
}
