import { converseEvent, converseException, amazonFrame } from '../../../../tools/wire/amazonFrames';
import { type Group, refusal, type Row, stream } from './row';

function refused(
  signal: string,
  status: number,
  type: string,
  message: string,
  verdict: Row['verdict'],
  more = {},
): Row {
  const headers = { 'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/` };
  return refusal(signal, status, { message }, verdict, { headers, ...more });
}

const text = converseEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Some text' } });
const stop = (stopReason: string): string => converseEvent('messageStop', { stopReason });
const exception = (name: string): string => converseException(name);

function framed(signal: string, frames: readonly string[], verdict: Row['verdict']): Row {
  return {
    ...stream(signal, frames, verdict, { headers: { 'content-type': 'application/vnd.amazon.eventstream' } }),
    encoding: 'latin1',
  };
}

export const bedrockConverse: Group = {
  title: 'Amazon Bedrock',
  source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html',
  type: 'bedrock',
  baseUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com',
  model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  rows: [
    refused(
      '429 ThrottlingException',
      429,
      'ThrottlingException',
      'Too many requests, please wait before trying again.',
      'rate-limited',
    ),
    refused(
      '429 ThrottlingException "per day"',
      429,
      'ThrottlingException',
      'Too many tokens per day, please wait before trying again.',
      'quota',
    ),
    refused(
      '429 ModelNotReadyException',
      429,
      'ModelNotReadyException',
      'Model is not ready for inference.',
      'overloaded',
    ),
    refused(
      '400 ServiceQuotaExceededException',
      400,
      'ServiceQuotaExceededException',
      'Your request exceeds the service quota.',
      'rate-limited',
    ),
    refused('400 ValidationException', 400, 'ValidationException', 'Malformed input request.', 'bad-request'),
    refused(
      '400 ValidationException "Input is too long"',
      400,
      'ValidationException',
      'Input is too long for requested model.',
      'context-exceeded',
    ),
    refused(
      '400 ValidationException "prompt is too long"',
      400,
      'ValidationException',
      'The model returned the following errors: prompt is too long: 213462 tokens > 200000 maximum',
      'context-exceeded',
      { contextWindowTokens: 200_000 },
    ),
    refused(
      '400 ValidationException "model identifier is invalid"',
      400,
      'ValidationException',
      'The provided model identifier is invalid.',
      'model-missing',
    ),
    refused(
      '400 ValidationException "on-demand throughput"',
      400,
      'ValidationException',
      'Invocation of model ID anthropic.claude-sonnet-4-5-20250929-v1:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
      'model-missing',
    ),
    refused(
      '400 ValidationException "Operation not allowed"',
      400,
      'ValidationException',
      'Operation not allowed',
      'auth',
    ),
    refused(
      '403 AccessDeniedException',
      403,
      'AccessDeniedException',
      'Authentication failed: Please make sure your API Key is valid.',
      'auth',
    ),
    refused(
      '403 AccessDeniedException of a policy',
      403,
      'AccessDeniedException',
      'User: arn:aws:iam::1:user/a is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:us-east-1::foundation-model/x',
      'auth',
      { scope: 'model' },
    ),
    refused(
      '403 AccessDeniedException "access to the model"',
      403,
      'AccessDeniedException',
      "You don't have access to the model with the specified model ID.",
      'model-missing',
    ),
    refused(
      '403 AccessDeniedException "INVALID_PAYMENT_INSTRUMENT"',
      403,
      'AccessDeniedException',
      'Model access is denied due to INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided.',
      'quota',
    ),
    refused(
      '403 ExpiredTokenException',
      403,
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'auth',
    ),
    refused(
      '403 UnrecognizedClientException',
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      'auth',
    ),
    refused(
      '403 InvalidSignatureException',
      403,
      'InvalidSignatureException',
      'Signature expired: 20261130T120000Z is now earlier than 20261130T121000Z.',
      'auth',
    ),
    refused(
      '404 ResourceNotFoundException',
      404,
      'ResourceNotFoundException',
      'Could not resolve the foundation model from the provided model identifier.',
      'model-missing',
    ),
    refused(
      '408 ModelTimeoutException',
      408,
      'ModelTimeoutException',
      'Model has timed out in processing the request.',
      'server',
    ),
    refused(
      '424 ModelErrorException',
      424,
      'ModelErrorException',
      'The system encountered an unexpected error during processing.',
      'server',
    ),
    refused(
      '500 InternalServerException',
      500,
      'InternalServerException',
      'The system encountered an unexpected error.',
      'server',
    ),
    refused(
      '503 ServiceUnavailableException',
      503,
      'ServiceUnavailableException',
      'Bedrock is unable to process your request.',
      'overloaded',
    ),
    framed('throttlingException in mid-answer', [text, exception('throttlingException')], 'rate-limited'),
    framed('modelStreamErrorException in mid-answer', [text, exception('modelStreamErrorException')], 'in-stream'),
    framed('internalServerException in mid-answer', [text, exception('internalServerException')], 'server'),
    framed('serviceUnavailableException in mid-answer', [text, exception('serviceUnavailableException')], 'overloaded'),
    framed('validationException in mid-answer', [text, exception('validationException')], 'bad-request'),
    framed(
      'an error of the frames in mid-answer',
      [
        text,
        amazonFrame(
          { 'message-type': 'error', 'error-code': 'InternalServerException', 'error-message': 'Words.' },
          '',
        ),
      ],
      'server',
    ),
    ...['guardrail_intervened', 'content_filtered'].map((reason) =>
      framed(`stopReason ${reason}`, [stop(reason)], 'policy'),
    ),
    ...['malformed_model_output', 'malformed_tool_use'].map((reason) =>
      framed(`stopReason ${reason}`, [text, stop(reason)], 'in-stream'),
    ),
    framed('stopReason max_tokens', [text, stop('max_tokens')], 'length'),
    framed(
      'stopReason model_context_window_exceeded, no text',
      [stop('model_context_window_exceeded')],
      'context-exceeded',
    ),
    framed('stopReason end_turn, no text', [stop('end_turn')], 'empty'),
    framed('the end without a stopReason', [text], 'stream-cut'),
  ],
};
