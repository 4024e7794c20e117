import type { ServerResponse } from 'node:http';
import type { Protocol } from './protocols';

/** Models that a vendor's own list has, the newest first. */
const listed: Readonly<Partial<Record<Protocol, readonly string[]>>> = {
  anthropic: ['claude-sonnet-5-5', 'claude-opus-4-8', 'claude-haiku-4-5'],
  openai: ['gpt-4.1', 'gpt-4.1-mini', 'gpt-4o'],
};

/** aimock has one list for all. True when the request was answered. */
export function serveModelList(protocol: Protocol, path: string, response: ServerResponse): boolean {
  const models = listed[protocol];
  if (!models || path.split('?')[0] !== '/v1/models') return false;
  const data = models.map((id) =>
    protocol === 'anthropic'
      ? { type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' }
      : { object: 'model', id, created: 1_767_225_600, owned_by: 'lab' },
  );
  const ends = protocol === 'anthropic' ? { has_more: false, first_id: models[0], last_id: models.at(-1) } : {};
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ object: 'list', data, ...ends }));
  return true;
}
