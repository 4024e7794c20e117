import type { StreamEvent } from '../../../model/stream/stream';

/** Whether the event is something a user sees, or will see: what commits a request to this attempt. */
export function isContent(event: StreamEvent): boolean {
  switch (event.type) {
    case 'text':
    case 'thinking':
      return event.text !== '';
    case 'tool-call':
    case 'tool-call-started':
      return true;
    case 'text-was-thinking':
    case 'usage':
    case 'done':
    case 'failed':
      return false;
  }
}
