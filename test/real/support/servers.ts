import { atEndOfTest } from './ending';
import { LlamaServer, type ServerOptions } from './llamaServer';
import { ensureLlamaServer, type LlamaServerBuild } from './llamaServerBuild';

let build: LlamaServerBuild | undefined;

/** Once, before the tests. Gives the reason when there can be no server here. */
export async function prepareServers(say: (text: string) => void): Promise<string | undefined> {
  const found = await ensureLlamaServer(say);
  if (!found.ok) return found.why;
  const server = await LlamaServer.launch(found.build);
  try {
    await server.ready();
    build = found.build;
    return undefined;
  } catch (error) {
    return `This version does not start: ${String(error).trim().split('\n').at(-1) ?? ''}`;
  } finally {
    await server.end();
  }
}

/** The build that the tests found. */
export function availableBuild(): LlamaServerBuild {
  if (!build) throw new Error('There is no llama-server to start.');
  return build;
}

/** Starts a server that ends with the test, and does not wait until it has loaded its model. */
export async function launchServer(options?: ServerOptions): Promise<LlamaServer> {
  if (!build) throw new Error('There is no llama-server to start.');
  const server = await LlamaServer.launch(build, options);
  atEndOfTest(() => server.end());
  return server;
}

/** Starts servers that end with the test, and waits until each has loaded its model. */
export async function startServers<const Options extends readonly ServerOptions[]>(
  ...options: Options
): Promise<{ -readonly [Index in keyof Options]: LlamaServer }> {
  const servers = await Promise.all(options.map((each) => launchServer(each)));
  await Promise.all(servers.map((server) => server.ready()));
  return servers as { -readonly [Index in keyof Options]: LlamaServer };
}
