import type { HeaderReader } from '../errors/wireFault';
import { numberIn, validMs } from './headerTime';
import type { WrittenLimit } from './writtenLimit';

type Parameters = ReadonlyMap<string, string>;

/** Longer is no list of a few policies. */
const longestFieldChars = 2_000;

/**
 * `RateLimit: "default";r=50;t=30` with `RateLimit-Policy: "default";q=100;w=60`, as
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ has it: `r` are left of `q`, and all are there again in
 * `t` seconds, at the latest after the window of `w`. Only what counts requests.
 */
export function limitsInField(headers: HeaderReader): readonly WrittenLimit[] {
  const policies = new Map(items(headers.get('ratelimit-policy')));
  return items(headers.get('ratelimit')).flatMap(([name, parameters]) => {
    const policy = policies.get(name);
    const unit = policy?.get('qu')?.replace(/^"|"$/g, '') ?? 'requests';
    const remaining = numberOf(parameters, 'r');
    if (remaining === undefined || unit !== 'requests') return [];
    const limit = numberOf(policy, 'q');
    const [resetMs, windowMs] = [msOf(parameters, 't'), msOf(policy, 'w')];
    return [
      {
        unit,
        remaining,
        ...(limit !== undefined && { limit }),
        ...(resetMs !== undefined && { resetMs }),
        ...(windowMs !== undefined && { windowMs }),
      },
    ];
  });
}

/** The quoted names of a list, each with its parameters. */
function items(field: string | null): readonly (readonly [name: string, parameters: Parameters])[] {
  if (field === null || field.length > longestFieldChars) return [];
  return [...field.matchAll(/"([^"\\]*)"((?:;[^;,"]*(?:"[^"\\]*")?)*)/g)].map(([, name = '', rest = '']) => {
    const pairs = rest.split(';').map((pair) => pair.split('=', 2).map((part) => part.trim()));
    return [name, new Map(pairs.map(([key = '', value = '']) => [key, value]))] as const;
  });
}

function numberOf(parameters: Parameters | undefined, name: string): number | undefined {
  const amount = numberIn(parameters?.get(name) ?? '');
  return Number.isNaN(amount) ? undefined : amount;
}

/** A parameter in seconds. */
function msOf(parameters: Parameters | undefined, name: string): number | undefined {
  const seconds = numberOf(parameters, name);
  return seconds === undefined ? undefined : validMs(seconds * 1_000);
}
