import { sendJson } from '../http/sendJson';
import type { Exchange } from './exchange';
import { autoModel } from './modelChoice';

/** The models of the chain, in a form that the clients of OpenAI and of Anthropic read. */
export function serveModels({ response, manager }: Exchange): Promise<void> {
  const ids = modelIds(manager);
  const data = ids.map((id) => ({
    id,
    object: 'model',
    type: 'model',
    display_name: id,
    created: 0,
    created_at: '1970-01-01T00:00:00Z',
    owned_by: id.slice(0, id.indexOf('/')),
  }));
  sendJson(response, 200, {
    object: 'list',
    data,
    has_more: false,
    first_id: autoModel,
    last_id: ids.at(-1) ?? autoModel,
  });
  return Promise.resolve();
}

/** The same in Google's form. */
export function serveGeminiModels({ response, manager }: Exchange): Promise<void> {
  const models = modelIds(manager).map((id) => ({
    name: `models/${id}`,
    displayName: id,
    supportedGenerationMethods: ['generateContent', 'countTokens'],
  }));
  sendJson(response, 200, { models });
  return Promise.resolve();
}

function modelIds(manager: Exchange['manager']): readonly string[] {
  const usable = manager.status().providers.filter(({ state }) => state !== 'off');
  return [autoModel, ...new Set(usable.map(({ link }) => link.chat.id))];
}
