import { connectionForms } from './connections';
import type { KeyForm } from './keyForm';
import { namedForms } from './namedKeys';
import { tokenForms } from './vendorTokens';

/** In this order: values known by their own letters first, values next to a name last. */
export const keyForms: readonly KeyForm[] = [...tokenForms, ...connectionForms, ...namedForms];
