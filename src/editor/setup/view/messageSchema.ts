import * as z from 'zod/mini';
import { modelUses, setupCommands, type SetupMessage } from '../../../engine/setup';

/** Characters of the name of a row or an offer: an offer's has an address. */
const maxIdChars = 3_000;

/** Built when first used: activation does not wait for it. */
const setupMessage: z.ZodMiniType<SetupMessage> = z.lazy(() => {
  const id = z.string().check(z.maxLength(maxIdChars));
  return z.discriminatedUnion('type', [
    z.object({ type: z.literal('ready') }),
    z.object({ type: z.literal('move'), rowId: id, by: z.int() }),
    z.object({ type: z.literal('remove'), rowId: id }),
    z.object({ type: z.literal('undo') }),
    z.object({ type: z.literal('enable'), rowId: id, isEnabled: z.boolean() }),
    z.object({ type: z.literal('choose-model'), rowId: id, use: z.enum(modelUses) }),
    z.object({ type: z.literal('set-key'), rowId: id }),
    z.object({ type: z.literal('open-key-page'), of: z.union([z.object({ rowId: id }), z.object({ offerId: id })]) }),
    z.object({ type: z.literal('add'), offerId: id }),
    z.object({ type: z.literal('test'), rowId: z.optional(id) }),
    z.object({ type: z.literal('cancel-test') }),
    z.object({ type: z.literal('look-again') }),
    z.object({ type: z.literal('run'), command: z.enum(setupCommands) }),
  ]);
});

/** What the page of the set-up sent; undefined when it is none of its messages. */
export function parseSetupMessage(raw: unknown): SetupMessage | undefined {
  const result = setupMessage.safeParse(raw);
  return result.success ? result.data : undefined;
}
