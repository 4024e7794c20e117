import { connectionForms } from './connections';
import type { KeyForm } from './keyForm';
import { namedForms } from './namedKeys';
import { tokenForms } from './vendorTokens';

/** In this order: what is known by its own letters first, and what stands beside a name last. */
export const keyForms: readonly KeyForm[] = [...tokenForms, ...connectionForms, ...namedForms];
