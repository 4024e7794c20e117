// What of Anthropic's client the providers use. The package's own class makes every part of the API at once, most of which is for
// organisations and agents, so that nothing of it can be left out.
import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages';

export default class Anthropic extends BaseAnthropic {
  messages = new Messages(this);
}
