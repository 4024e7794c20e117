import { silentLog } from '../../../../src/engine/model/log';
import { startEndpoint } from '../../../../src/engine/server/endpoint';
import type { EndpointOptions } from '../../../../src/engine/server';

/** A process that serves the endpoint until it is killed, and tells its port. */
const manager = { prepareChat: () => Promise.resolve() } as unknown as EndpointOptions['manager'];
const [, , token = ''] = process.argv;
void startEndpoint({ port: 0, token, manager, log: silentLog, fillTemplate: () => undefined }).then(({ port }) =>
  process.send?.(port),
);
