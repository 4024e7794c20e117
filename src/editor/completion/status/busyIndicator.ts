import * as vscode from 'vscode';

/** Whether a completion request is in flight. */
export class BusyIndicator implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private running = 0;

  readonly onDidChange = this.changed.event;

  get isBusy(): boolean {
    return this.running > 0;
  }

  /** Passes the events of a request on, and counts the request for as long as they are read. */
  async *follow<T>(events: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    this.change(1);
    try {
      yield* events;
    } finally {
      this.change(-1);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  private change(by: number): void {
    const was = this.isBusy;
    this.running += by;
    if (was !== this.isBusy) this.changed.fire();
  }
}
