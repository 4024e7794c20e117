import type * as vscode from 'vscode';
import { newToken } from '../../engine/server';

const tokenKey = 'everpair.endpointToken';

/** The token of the endpoint: one for all windows, kept until it is renewed, so that tools stay connected. */
export class EndpointToken {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    /** From now on nothing of it reaches the log. */
    private readonly hide: (token: string) => void,
  ) {}

  /** Makes one where there is none. */
  async current(): Promise<string> {
    return this.hidden((await this.secrets.get(tokenKey)) ?? (await this.store()));
  }

  async renew(): Promise<string> {
    return this.hidden(await this.store());
  }

  /** Also where another window has renewed it. */
  onDidChange(listener: () => void): vscode.Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key === tokenKey) listener();
    });
  }

  private async store(): Promise<string> {
    const token = newToken();
    await this.secrets.store(tokenKey, token);
    return token;
  }

  private hidden(token: string): string {
    this.hide(token);
    return token;
  }
}
