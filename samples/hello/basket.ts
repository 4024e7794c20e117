export interface Item {
  name: string;
  /** In cents. */
  price: number;
  count: number;
}

/** What the basket costs, in cents. */
export function total(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.price * item.count, 0);
}

/** Ten percent off from 50.00 on, nothing below; in cents. */
export function discount(items: readonly Item[]): number {
  
}
