import * as l10n from '@vscode/l10n';
import type { Json, JsonObject } from '../../../model/request/message';
import { asRecord } from '../../../model/text/jsonValue';
import { RequestProblem } from '../chatProtocol';

/** UTF-16 units of all items together. */
const maxChars = 16 * 1024 * 1024;

/**
 * Items of the last answers by their ids. Clients of this protocol send an item's id in its place, unless they are told not to
 * (`store: false`): the AI SDK does so by itself. They are kept in memory alone.
 */
export class KeptItems {
  private readonly items = new Map<string, { readonly item: Json; readonly chars: number }>();
  private chars = 0;

  keep(item: JsonObject & { readonly id: string }): void {
    const chars = JSON.stringify(item).length;
    this.items.set(item.id, { item, chars });
    this.chars += chars;
    for (const [id, oldest] of this.items) {
      if (this.chars <= maxChars) return;
      this.items.delete(id);
      this.chars -= oldest.chars;
    }
  }

  /** The body with items in the place of their ids. Throws `RequestProblem` for one that is not kept. */
  withItems(body: unknown): unknown {
    const fields = asRecord(body);
    if (!fields || !Array.isArray(fields.input)) return body;
    const input = (fields.input as readonly unknown[]).map((each) => {
      const { type, id, role } = asRecord(each) ?? {};
      const isReference = type === 'item_reference' || ((type ?? null) === null && role === undefined);
      return isReference && typeof id === 'string' ? this.find(id) : each;
    });
    return { ...fields, input };
  }

  private find(id: string): Json {
    const kept = this.items.get(id);
    if (kept) return kept.item;
    throw new RequestProblem({
      status: 404,
      code: 'item_not_found',
      message: l10n.t('The item {0} is not kept any more. Send it itself, or set store to false.', id),
    });
  }
}
