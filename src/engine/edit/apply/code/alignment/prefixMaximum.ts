/** The greatest value at places before a given one, with its key; a Fenwick tree. */
export class PrefixMaximum {
  private readonly values: Float64Array;
  private readonly keys: Int32Array;

  constructor(private readonly size: number) {
    this.values = new Float64Array(size + 1).fill(-Infinity);
    this.keys = new Int32Array(size + 1).fill(-1);
  }

  add(place: number, value: number, key: number): void {
    for (let at = place + 1; at <= this.size; at += at & -at) {
      if (value > (this.values[at] ?? 0)) {
        this.values[at] = value;
        this.keys[at] = key;
      }
    }
  }

  before(place: number): { readonly value: number; readonly key: number } {
    let [value, key] = [-Infinity, -1];
    for (let at = place; at > 0; at -= at & -at) {
      if ((this.values[at] ?? 0) > value) {
        value = this.values[at] ?? 0;
        key = this.keys[at] ?? -1;
      }
    }
    return { value, key };
  }
}
