import type { Group } from './row';
import { ofClouds } from './tooLong/clouds';
import { ofOthers, ofRates } from './tooLong/limits';
import { ofRouters } from './tooLong/routers';
import { ofServers } from './tooLong/servers';

export const tooLongWords: Group = {
  title: 'Too long, in the words of every host',
  source: 'https://github.com/badlogic/pi-mono/blob/main/packages/ai/src/utils/overflow.ts',
  type: 'openai-compatible',
  baseUrl: 'https://models.example.com/v1',
  model: 'm1',
  rows: [...ofClouds, ...ofRouters, ...ofServers, ...ofRates, ...ofOthers],
};
