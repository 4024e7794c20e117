import path from 'node:path';

/** Where it is written which model is set up. */
export function recordFile(storage: string): string {
  return path.join(storage, 'local-model.json');
}
