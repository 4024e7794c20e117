/** A model's name without what hosts put around it. */
export interface ModelName {
  /** In lower case, the version's numbers parted by dashes: `claude-sonnet-4-5`. */
  readonly name: string;
  /** Of the snapshot, as "20250929"; undefined where the name has none, which stands for any. */
  readonly date: string | undefined;
  /** No path, region or vendor stands before it, as in the vendor's own list. */
  readonly isBare: boolean;
}

/** A region and a vendor, as the names of Amazon Bedrock begin. */
const ofBedrock =
  /^(?:(?:global|us-gov|us|eu|apac|jp|au|ca)\.)?(anthropic|amazon|meta|mistral|cohere|deepseek|openai|qwen|google)\./;

/**
 * Hosts put a path, a region or a vendor before a model's name and a date or a version behind it: `claude-sonnet-4-5-20250929` is
 * `us.anthropic.claude-sonnet-4-5-20250929-v1:0` at Amazon Bedrock, `claude-sonnet-4-5@20250929` at Google Vertex and
 * `anthropic/claude-sonnet-4.5` at OpenRouter.
 */
export function readModelName(model: string): ModelName {
  const whole = model.toLowerCase().replace(/^.*\//, '');
  const [ofHost, vendor] = ofBedrock.exec(whole) ?? [];
  const bare = (ofHost === undefined ? whole : nameAtBedrock(whole.slice(ofHost.length), vendor ?? ''))
    .replace(/:(?:free|beta|nitro|floor)$/, '')
    .replace(/[-@](?:latest|default)$/, '');
  const [, head = bare, date] = /^(.+?)[-@](\d{4}-?\d{2}-?\d{2})$/.exec(bare) ?? [];
  return {
    // Versions have a dot at one host and a dash at another.
    name: head.replace(/(?<=\d)\.(?=\d)/g, '-'),
    date: date?.replaceAll('-', ''),
    isBare: ofHost === undefined && !model.includes('/'),
  };
}

/**
 * The version at the end counts Bedrock's own releases of a model; elsewhere one belongs to the name: `deepseek-v3` is not
 * `deepseek-v2`. A name that is nothing but a version, as in `deepseek.r1-v1:0`, is one of the vendor's.
 */
function nameAtBedrock(name: string, vendor: string): string {
  const model = name.replace(/-v\d+(?::\d+)*$/, '');
  return /^[rv]\d/.test(model) ? `${vendor}-${model}` : model;
}
