import { connectionForms } from './keys/connections';
import type { KeyForm } from './keys/form';
import { namedForms } from './keys/named';
import { tokenForms } from './keys/tokens';

/** In this order: what is known by its own letters first, and what stands beside a name last. */
export const keyForms: readonly KeyForm[] = [...tokenForms, ...connectionForms, ...namedForms];
