import type { OwnValues } from '../descriptor/providerDescriptor';

/** Where Vertex is asked when the settings name no location: wherever Google has room. */
const usualLocation = 'global';

/**
 * The base URL of a project in a region, on the region's own host unless `host` names another, such as a private endpoint's:
 * https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations.
 */
export function vertexBaseUrl(host: string | undefined, { project = '', location = usualLocation }: OwnValues): string {
  return `${host ?? `https://${hostOf(location)}`}/v1/projects/${project}/locations/${location}`;
}

function hostOf(location: string): string {
  if (location === 'global') return 'aiplatform.googleapis.com';
  // Of several regions together, which have hosts of another form.
  if (location === 'us' || location === 'eu') return `aiplatform.${location}.rep.googleapis.com`;
  return `${location}-aiplatform.googleapis.com`;
}

export const vertexAddress = {
  // Up to the host; project and location have fields of their own.
  endpoints: /\/(?:v1|v1beta1|projects\/[^/]+|locations\/[^/]+|publishers\/[^/]+|models(?:\/[^/]+)?)$/i,
  hasVersion: false,
} as const;

/** Project of a base URL that was made here; undefined for another. */
export function projectOf(baseUrl: string): string | undefined {
  return /\/projects\/([^/]+)\/locations\//.exec(baseUrl)?.[1];
}
