/**
 * What an address shares with others, for people: a region of a cloud where its name tells one, else the host. What shares it is
 * likely to fail together.
 */
export function failureDomainOf(endpoint: string): string {
  const host = URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
  const region = /^bedrock(?:-runtime)?(?:-fips)?\.([a-z\d-]+)\.(?:amazonaws\.com|api\.aws)(?:\.cn)?$/.exec(host)?.[1];
  if (region !== undefined) return `AWS ${region}`;
  const vertex = /^(?:([a-z]+-[a-z]+\d+)-)?aiplatform\.googleapis\.com$/.exec(host);
  if (vertex) return vertex[1] === undefined ? 'Google Cloud' : `Google Cloud ${vertex[1]}`;
  return host;
}
