import type { LabState } from '../../tools/lab/control';

const page = process.env['EVERPAIR_LAB_PAGE'] ?? '';

/** How many requests each provider of the lab has had. */
export async function requestsSoFar(): Promise<Record<string, number>> {
  const response = await fetch(new URL('/state', page));
  const { providers } = (await response.json()) as LabState;
  return Object.fromEntries(providers.map(({ id, requests }) => [id, requests]));
}

/** The bodies of the last requests that a provider of the lab has had, oldest first. */
export async function lastBodies(provider: string): Promise<readonly string[]> {
  const response = await fetch(new URL(`/providers/${provider}/bodies`, page));
  return (await response.json()) as readonly string[];
}

export async function setFault(provider: string, fault: string): Promise<void> {
  await post(`/providers/${provider}/fault`, { fault });
}

/** Has a provider of the lab fill every hole with this text; with what fits where undefined. */
export async function setCompletion(provider: string, text: string | undefined): Promise<void> {
  await post(`/providers/${provider}/completion`, { text });
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(new URL(path, page), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Looks until the value is as wanted, for what another process does in its own time. */
export async function eventually<T>(look: () => T | Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const value = await look();
    if (isWanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`Not so within 15 s; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
