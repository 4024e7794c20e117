/** A map of at most `maxEntries` entries: the one that was set longest ago makes room. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  constructor(private readonly maxEntries: number) {
    super();
  }

  /** The entry becomes the newest, also where the key was there already. */
  override set(key: Key, value: Value): this {
    this.delete(key);
    super.set(key, value);
    const [oldest] = this.keys();
    if (this.size > this.maxEntries && oldest !== undefined) this.delete(oldest);
    return this;
  }
}
