import { refusal, type Row } from '../row';

type Body = Readonly<Record<string, unknown>>;

export const error = (message: string, more: Body = {}): Body => ({ error: { message, ...more } });

/** A request that is too long, with the limit that the host names. */
export function tooLong(signal: string, status: number, body: unknown, contextWindowTokens?: number): Row {
  return refusal(signal, status, body, 'context-exceeded', {
    scope: 'request',
    ...(contextWindowTokens === undefined ? {} : { contextWindowTokens }),
  });
}

export const invalid = { type: 'invalid_request_error' };
