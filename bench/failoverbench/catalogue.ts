import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/mini';

const catalogue = z.object({
  default_fallback: z.string(),
  scenarios: z.array(z.object({ id: z.string(), model: z.string(), fallback_model: z.optional(z.string()) })),
});

export interface Scenario {
  readonly id: string;
  /** That breaks in the scenario's way. */
  readonly model: string;
  /** Model that is asked after it. */
  readonly fallback: string;
}

/** The bench's own list. Throws where the folder has none. */
export async function scenariosIn(files: string): Promise<readonly Scenario[]> {
  const text = await readFile(join(files, 'scenarios/catalogue.yaml'), 'utf8');
  const { default_fallback, scenarios } = catalogue.parse(parse(text));
  return scenarios.map(({ id, model, fallback_model: fallback = default_fallback }) => ({ id, model, fallback }));
}
