import { OpenAiCompatibleProvider } from '../openaiCompatible/compatibleProvider';

/**
 * The server that Everpair itself runs speaks what llama.cpp's server speaks.
 *
 * @public Its descriptor requires it, where no tool sees it.
 */
export class LocalProvider extends OpenAiCompatibleProvider {
  override readonly type = 'local';

  /** The server is started for any request, and answers once it has loaded its model. */
  async warmUp(_model: string, _keepAliveMs: number, signal: AbortSignal): Promise<boolean> {
    const root = this.account.baseUrl.replace(/\/v\d+$/, '');
    const answer = await this.account.ask('', { signal }, async ({ fetch }) => (await fetch(`${root}/props`)).status);
    return answer.ok && answer.value === 200;
  }
}
