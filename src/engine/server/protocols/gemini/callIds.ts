/** The ids of calls and their results, where a client gives some and leaves others out. */
export class CallIds {
  private readonly open: { readonly id: string; readonly name: string }[] = [];
  private made = 0;

  call(id: string | undefined, name: string): string {
    const own = id ?? this.next();
    this.open.push({ id: own, name });
    return own;
  }

  /** Of the call with the id, else of the first call of the tool that has no result. */
  result(id: string | undefined, name: string): string {
    const byId = this.open.findIndex((call) => call.id === id);
    const at = byId >= 0 ? byId : this.open.findIndex((call) => call.name === name);
    const [call] = at < 0 ? [] : this.open.splice(at, 1);
    return call?.id ?? id ?? this.next();
  }

  /** From the order of the calls, so that the next request says the same. */
  private next(): string {
    this.made += 1;
    return `call_${this.made}`;
  }
}
