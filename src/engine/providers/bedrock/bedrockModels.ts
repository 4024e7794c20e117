import type { ModelInfo } from '../../model/provider/provider';
import { listOf, recordOf, textOf, type WireRecord } from '../../model/text/jsonValue';

/**
 * Models of the region that stream text: those that are asked for by their own name, and the inference profiles, by which the newer
 * ones are: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html and …_ListInferenceProfiles.html.
 * Throws what `fetch` throws, and where the answer is no list.
 */
export async function listedModels(
  baseUrl: string,
  fetch: (url: string) => Promise<Response>,
): Promise<readonly ModelInfo[]> {
  // The lists are at a host of their own.
  const base = baseUrl.replace('//bedrock-runtime', '//bedrock');
  const ask = async (path: string): Promise<WireRecord> => recordOf(await (await fetch(`${base}${path}`)).json());
  const { modelSummaries } = await ask('/foundation-models?byOutputModality=TEXT');
  if (!Array.isArray(modelSummaries)) throw new TypeError('no list of models');
  const models = modelSummaries
    .map(recordOf)
    .filter(({ responseStreamingSupported }) => responseStreamingSupported === true);
  const seeing = new Map(
    models.map(({ modelId, inputModalities }) => [textOf(modelId), listOf(inputModalities).includes('IMAGE')]),
  );
  // An account may be allowed to ask models and one list alone.
  const profiles = await ask('/inference-profiles?maxResults=1000').catch((): WireRecord => ({}));
  return [
    ...listOf(profiles.inferenceProfileSummaries)
      .map(recordOf)
      .filter((profile) => seeing.has(modelIn(profile)))
      .map((profile) => infoOf(profile.inferenceProfileId, profile.inferenceProfileName, seeing.get(modelIn(profile)))),
    ...models
      .filter(({ inferenceTypesSupported }) => listOf(inferenceTypesSupported).includes('ON_DEMAND'))
      .map(({ modelId, modelName }) => infoOf(modelId, modelName, seeing.get(textOf(modelId)))),
  ].filter(({ id }) => id !== '');
}

/** By the end of its ARN. */
function modelIn({ models }: WireRecord): string {
  return textOf(recordOf(listOf(models)[0]).modelArn).replace(/^.*\//, '');
}

function infoOf(id: unknown, label: unknown, images: boolean | undefined): ModelInfo {
  return {
    id: textOf(id),
    ...(textOf(label) === '' ? {} : { label: textOf(label) }),
    ...(images === undefined ? {} : { images }),
  };
}
