import type { Protocol } from './protocols';

/** The frames of a streamed answer; of a protocol that is no text each character is a byte. */
export async function* framesOf(answer: Response, protocol: Protocol): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of answer.body ?? []) {
    buffer += protocol === 'bedrock' ? Buffer.from(chunk).toString('latin1') : decoder.decode(chunk, { stream: true });
    for (let end = endOfFrame(buffer, protocol); end !== undefined; end = endOfFrame(buffer, protocol)) {
      yield buffer.slice(0, end);
      buffer = buffer.slice(end);
    }
  }
  if (buffer !== '') yield buffer;
}

/** Where the first frame ends; undefined while it is not whole. */
function endOfFrame(buffer: string, protocol: Protocol): number | undefined {
  if (protocol === 'bedrock') {
    // Of `application/vnd.amazon.eventstream` the first four bytes say how long a frame is.
    const length = buffer.length < 4 ? Infinity : Buffer.from(buffer.slice(0, 4), 'latin1').readUInt32BE(0);
    return length <= buffer.length ? length : undefined;
  }
  const mark = protocol === 'ollama' ? '\n' : '\n\n';
  const at = buffer.indexOf(mark);
  return at < 0 ? undefined : at + mark.length;
}

/** Whether the frame carries visible text. */
export function isContentFrame(frame: string, protocol: Protocol): boolean {
  switch (protocol) {
    case 'anthropic':
      return /"type":\s*"content_block_delta"/.test(frame);
    case 'openai':
      return (
        /"type":\s*"response\.output_text\.delta"/.test(frame) || /"delta":\s*\{[^}]*"content":\s*"[^"]/.test(frame)
      );
    case 'google':
      return /"text":\s*"[^"]/.test(frame) && !/"thought":\s*true/.test(frame);
    case 'bedrock':
      return /"delta":\s*\{"text":/.test(frame);
    case 'ollama':
      return /^\{.*"(?:content|response)":\s*"[^"]/.test(frame) && !/"done":\s*true/.test(frame);
  }
}
