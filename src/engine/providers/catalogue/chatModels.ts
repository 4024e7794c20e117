import { listOf, recordOf, textOf } from '../../model/text/jsonValue';

/**
 * Whether a host's list says, or the name tells, that a model is for something else than chat. Takes any value from the host.
 * Mistral tells it in `capabilities`, OpenRouter in `architecture`, LM Studio and Together in `type`.
 */
export function isForChat(id: string, listed: unknown): boolean {
  const { capabilities, architecture, type } = recordOf(listed);
  if (recordOf(capabilities).completion_chat === false) return false;
  const outputs = listOf(recordOf(architecture).output_modalities);
  if (outputs.length > 0 && !outputs.includes('text')) return false;
  return !otherTypes.test(textOf(type)) && !otherNames.test(id);
}

const otherTypes = /^(?:embeddings?|image|audio|moderation|rerank|transcribe|video)$/i;

/** OpenAI's own list tells nothing but names: https://developers.openai.com/api/docs/models. */
const otherNames =
  /embed|rerank|moderation|whisper|transcribe|realtime|dall-e|(?:^|[/:_-])(?:tts|sora|bge|all-minilm|gpt-image|gpt-audio|davinci|babbage)(?:[/:._-]|$)|gpt-3\.5-turbo-instruct/i;
