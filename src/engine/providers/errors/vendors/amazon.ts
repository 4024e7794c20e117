import type { FailureKind } from '../../../model/failure/failure';

/**
 * Names of Bedrock's errors, which gateways pass on in their own shape:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html. A validation error is not in it:
 * its words tell what was wrong.
 */
export const amazonErrors = new Map<string, FailureKind>(
  Object.entries({
    throttlingexception: 'rate-limited',
    // With status 400, though it comes back by itself.
    servicequotaexceededexception: 'rate-limited',
    modelnotreadyexception: 'overloaded',
    serviceunavailableexception: 'overloaded',
    modeltimeoutexception: 'server',
    modelerrorexception: 'server',
    internalserverexception: 'server',
    modelstreamerrorexception: 'in-stream',
    accessdeniedexception: 'auth',
    unrecognizedclientexception: 'auth',
    expiredtokenexception: 'auth',
    resourcenotfoundexception: 'model-missing',
  }),
);
