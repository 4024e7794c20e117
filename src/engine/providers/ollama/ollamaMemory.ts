import { listOf, recordOf, textOf } from '../../model/text/jsonValue';

/** Milliseconds between the end of a load and that its answer was read. */
const expiryToleranceMs = 30_000;

/**
 * Each request moves the time at which Ollama unloads its model, so that another time than the one that was asked for is that of
 * somebody else: `ProcessModelResponse` in `api/types.go` of ollama/ollama. Takes any value from the host.
 */
export function isUnusedSince(running: unknown, model: string, expiresAt: number): boolean {
  const entry = listOf(recordOf(running).models)
    .map(recordOf)
    .find(({ name }) => name === model || name === `${model}:latest`);
  // A time that cannot be read is near to none.
  return entry !== undefined && Math.abs(Date.parse(textOf(entry.expires_at)) - expiresAt) <= expiryToleranceMs;
}
