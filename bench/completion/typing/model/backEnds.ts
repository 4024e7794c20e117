import type { Speed } from './backEnd';

const fim: Speed = {
  id: 'fim',
  title: 'cloud, fill-in-the-middle',
  firstToken: [250, 0.35],
  slowShare: 0.02,
  tokensPerSecond: 150,
  serial: false,
  outage: false,
};

export const backEnds: readonly Speed[] = [
  {
    id: 'local',
    title: 'fast local model',
    firstToken: [50, 0.25],
    slowShare: 0,
    tokensPerSecond: 90,
    serial: true,
    outage: false,
  },
  fim,
  {
    id: 'chat',
    title: 'cloud, chat model',
    firstToken: [600, 0.45],
    slowShare: 0.05,
    tokensPerSecond: 80,
    serial: false,
    outage: false,
  },
  { ...fim, id: 'outage', title: 'cloud, down for a fifth of the work', outage: true },
];
