import type { IncomingMessage } from 'node:http';
import * as l10n from '@vscode/l10n';
import { RequestProblem } from '../protocols/chatProtocol';

/** The body as JSON. Throws `RequestProblem` where it is too large, does not arrive whole or is none. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new RequestProblem({
      status: 415,
      code: 'unsupported_encoding',
      message: l10n.t('The body must not be compressed.'),
    });
  }
  const text = new TextDecoder().decode(await readBytes(request, maxBytes));
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestProblem({ status: 400, code: 'invalid_json', message: l10n.t('The body is not JSON.') });
  }
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const fail = (problem: Error): void => {
      chunks = [];
      request.removeAllListeners('data');
      reject(problem);
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) fail(tooLarge(maxBytes));
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('close', () => fail(incomplete()));
  });
}

function incomplete(): RequestProblem {
  return new RequestProblem({ status: 400, code: 'incomplete_body', message: l10n.t('The body is not whole.') });
}

function tooLarge(maxBytes: number): RequestProblem {
  return new RequestProblem({
    status: 413,
    code: 'body_too_large',
    message: l10n.t('The request is larger than {0} MB.', Math.floor(maxBytes / 1024 / 1024)),
  });
}
