import type { Preset } from './preset';
import { servers } from './servers';
import { vendors } from './vendors';

/** All that `preset` in a provider's setting can name. */
export const presets: readonly Preset[] = [...vendors, ...servers];

/** Services that were there once, so that whoever still names one is told what became of it. */
export const closedServices: readonly { readonly id: string; readonly label: string; readonly on: string }[] = [
  // https://github.com/orgs/community/discussions/203602
  { id: 'github-models', label: 'GitHub Models', on: '2026-07-30' },
];

export function presetOf(id: string | undefined): Preset | undefined {
  return id === undefined ? undefined : presets.find((each) => each.id === id);
}

/** The vendor that a host belongs to: its own host, else another host in its domain. */
export function presetAt(hostname: string): Preset | undefined {
  return (
    vendors.find(({ baseUrl }) => new URL(baseUrl).hostname === hostname) ??
    vendors.find(({ baseUrl }) => hostname.endsWith(`.${domainOf(baseUrl)}`) || hostname === domainOf(baseUrl))
  );
}

/** `api.groq.com` is in `groq.com`. */
function domainOf(baseUrl: string): string {
  return new URL(baseUrl).hostname.split('.').slice(-2).join('.');
}
