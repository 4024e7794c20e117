import type { Json, JsonObject } from '../../../model/request/message';
import { asRecord } from '../../../model/text/jsonValue';
import { keptSignature } from '../body/keptSignature';
import type { CommittedEvent } from '../chatProtocol';
import { ownOrigin } from './geminiContents';

/**
 * The parts of an answer in the order of its events. A signature without a text stands with the call after it; before
 * anything else it is a part of its own.
 */
export class GeminiParts {
  private signature: string | undefined;

  /** `showsThinking`: the tool asked for thoughts. */
  constructor(
    private readonly showsThinking: boolean,
    private readonly ids: () => string,
  ) {}

  of(event: CommittedEvent): readonly Json[] {
    switch (event.type) {
      case 'text':
        return [...this.rest(), { text: event.text }];
      case 'thinking': {
        const before = this.rest();
        const signature = keptSignature(event, ownOrigin);
        if (event.text === '' || !this.showsThinking) {
          this.signature = signature;
          return before;
        }
        return [...before, { text: event.text, thought: true, ...signed(signature) }];
      }
      case 'tool-call': {
        const { signature } = this;
        this.signature = undefined;
        const id = event.id === '' ? `call_${this.ids()}` : event.id;
        return [{ functionCall: { id, name: event.name, args: argsOf(event.input) }, ...signed(signature) }];
      }
    }
  }

  /** A signature that waits for what it belongs to. */
  rest(): readonly Json[] {
    const { signature } = this;
    this.signature = undefined;
    return signature === undefined ? [] : [{ text: '', ...signed(signature) }];
  }
}

function signed(signature: string | undefined): JsonObject {
  return signature === undefined ? {} : { thoughtSignature: signature };
}

/** A tool is called with fields. */
function argsOf(input: Json): Json {
  return asRecord(input) ? input : { input };
}
