import { listOf, recordOf, textOf } from '../../model/text/jsonValue';

/**
 * Whether a host's list says, or the name tells, that a model is for something else than chat. Takes any value from the host.
 * Mistral tells it in `capabilities`, OpenRouter in `architecture`, LM Studio and Together in `type`, Fireworks in `supports_chat`.
 */
export function isForChat(id: string, listed: unknown): boolean {
  const { capabilities, architecture, type, supports_chat } = recordOf(listed);
  if (recordOf(capabilities).completion_chat === false || supports_chat === false) return false;
  const outputs = listOf(recordOf(architecture).output_modalities);
  if (outputs.length > 0 && !outputs.includes('text')) return false;
  return !otherTypes.test(textOf(type)) && !otherNames.test(id);
}

/**
 * Whether a host's list says that a model sees images; undefined where it does not say. Takes any value from the host. Anthropic:
 * `capabilities.image_input.supported`, OpenRouter: `architecture.input_modalities`, Mistral: `capabilities.vision`, Copilot:
 * `capabilities.supports.vision`, LM Studio: the type `vlm`.
 */
export function seesImages(listed: unknown): boolean | undefined {
  const { capabilities, architecture, type, supports_image_input } = recordOf(listed);
  const inputs = listOf(recordOf(architecture).input_modalities);
  if (inputs.length > 0) return inputs.includes('image');
  if (type === 'vlm') return true;
  const { image_input, vision, supports } = recordOf(capabilities);
  const said = recordOf(image_input).supported ?? vision ?? recordOf(supports).vision ?? supports_image_input;
  return typeof said === 'boolean' ? said : undefined;
}

const otherTypes = /^(?:embeddings?|image|audio|moderation|rerank|transcribe|video)$/i;

/** OpenAI's own list tells nothing but names: https://developers.openai.com/api/docs/models. */
const otherNames =
  /embed|rerank|moderation|whisper|transcribe|realtime|dall-e|(?:^|[/:_-])(?:tts|sora|bge|all-minilm|gpt-image|gpt-audio|davinci|babbage)(?:[/:._-]|$)|gpt-3\.5-turbo-instruct/i;
