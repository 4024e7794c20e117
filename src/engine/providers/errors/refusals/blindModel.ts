/**
 * Ways to say that a model cannot see images. llama.cpp, as an error of the server: "image input is not supported - hint: … you
 * may need to provide the mmproj". vLLM: "is not a multimodal model", "At most 0 image(s) may be provided". OpenAI: "image_url is
 * only supported by certain models". OpenRouter: "No endpoints found that support image input". DeepSeek: "unknown variant
 * `image_url`, expected `text`". LM Studio: "Model does not support images". Ollama: "this model is missing data required for
 * image input".
 */
const blind =
  /(?:image(?:s|_url| inputs?)?|vision|multi-?modal)\b.{0,40}(?:not supported|unsupported|only supported by)|(?:does not|doesn.t|cannot|not) (?:support|accept|have).{0,30}(?:image|vision|multi-?modal)|that support image input|at most 0 image|not a multi-?modal model|unknown variant .?image_url|missing data required for image/i;

/** `sent`: the body of the request; one without an image was refused for something else. */
export function saysBlind(message: string, sent: string | undefined): boolean {
  return sent !== undefined && holdsImage.test(sent) && blind.test(message.slice(0, 2_000));
}

/** As the protocols write one. */
const holdsImage = /"type":"(?:image|input_image|image_url)"|"images":\["|"inlineData":\{|"image":\{"format":/;
