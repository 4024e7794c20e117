import type { Preset, PresetSource } from '../../../../../../src/engine/providers/catalogue/presets/preset';
import { presets } from '../../../../../../src/engine/providers/catalogue/presets/presets';

/** The table of docs/providers.md, one line for each preset, before it is laid out. */
export function presetTable(): readonly string[] {
  const head = ['Preset', 'Name', 'Address', 'Key', 'Models', 'Fills in the middle', 'Goes on', 'Differs', 'Rests on'];
  return [head, head.map(() => '---'), ...presets.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |`);
}

function cellsOf(preset: Preset): readonly string[] {
  const { id, label, baseUrl, apiKeyEnv, keyPage, models, source } = preset;
  const [chat, completion] = [models?.chat, models?.completion];
  return [
    `\`${id}\``,
    label,
    `\`${baseUrl}\``,
    apiKeyEnv === undefined ? 'none needed' : `[\`${apiKeyEnv}\`](${keyPage ?? ''})`,
    models ? [...new Set([chat, completion])].map((model) => `\`${model}\``).join(', ') : 'name one',
    fimOf(preset),
    goesOn(preset),
    differences(preset).join('; '),
    restsOn(source),
  ];
}

function restsOn({ urls, on, elsewhere }: PresetSource): string {
  const links = urls.map((url, index) => `[${index + 1}](${url})`).join(' ');
  return `${links} ${on}${elsewhere === undefined ? '' : `; ${elsewhere}`}`;
}

/** A name that every host with a rule by names knows as one of its models that can. */
const capable = 'codestral-claude';

function fimOf({ fim }: Preset): string {
  const route = fim?.(capable);
  return route === undefined || route.kind === 'none' ? 'no' : `${route.kind}, \`${route.path}\``;
}

function goesOn({ prefill, id }: Preset): string {
  if (prefill?.(capable) === 'none') return 'no';
  return prefill?.('m') === 'none' ? `yes, ${id === 'openrouter' ? 'Claude up to 4.5' : ''}` : 'yes';
}

function differences({ dialect, modelsAt, describesItself }: Preset): readonly string[] {
  return [
    ...(dialect.maxTokens === 'max_completion_tokens' ? ['`max_completion_tokens`'] : []),
    ...(dialect.asksForUsage ? [] : ['refuses `stream_options`']),
    ...(dialect.answersBetween ? ['wants an answer behind tools', 'call ids of nine letters and digits'] : []),
    ...(dialect.lessThinking === 'reasoning_effort' ? ['thinks less by `reasoning_effort`'] : []),
    ...(dialect.lessThinking === 'thinking-type' ? ['thinks less by `thinking.type`'] : []),
    ...(dialect.responseFormats.includes('json_schema') ? [] : ['takes no schema of an answer']),
    ...(dialect.responseFormats.includes('json_object') ? [] : ['takes no JSON without a schema']),
    ...(modelsAt ? [`lists its models at \`${modelsAt.path}\``] : []),
    ...(describesItself ? ['tells its window at `/props`'] : []),
  ];
}
