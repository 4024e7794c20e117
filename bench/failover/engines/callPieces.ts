import type { Told } from './engine';

/** A call of a tool put together as the clients' documentation shows it: pieces are joined, and read at the end. */
export class CallPieces {
  private name = '';
  private json = '';

  add(name: string | undefined, json: string | undefined): void {
    this.name = name ?? this.name;
    this.json += json ?? '';
  }

  *told(): Generator<Told> {
    if (this.name !== '') yield { type: 'call', name: this.name, input: read(this.json) };
  }
}

function read(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
}
