import { countOf } from '../../model/stream/streamCheck';
import { recordOf, textOf } from '../../model/text/jsonValue';

/** How far a model is loaded from Ollama's registry. */
export interface PullProgress {
  /** `loading` while bytes come; before it the list of parts is read, after it they are checked. */
  readonly step: 'beginning' | 'loading' | 'checking';
  /** Bytes of the parts that are known so far; the first is nearly all. */
  readonly totalBytes: number;
  readonly loadedBytes: number;
  /** Undefined while it is not known yet. */
  readonly bytesPerSecond: number | undefined;
}

/** The rate is that of so long a time at most. */
const rateSpanMs = 8_000;
/** Shorter ones tell nothing. */
const shortestSpanMs = 500;

/** Adds up what Ollama tells of each part: https://docs.ollama.com/api#pull-a-model. */
export class PullMeter {
  private readonly parts = new Map<string, { readonly total: number; readonly completed: number }>();
  /** Loaded bytes at moments, the oldest first. */
  private samples: { readonly atMs: number; readonly bytes: number }[] = [];
  private step: PullProgress['step'] = 'beginning';

  /** `line`: one line of the stream; `nowMs`: monotonic. */
  add(line: unknown, nowMs: number): PullProgress {
    const { status, digest, total, completed } = recordOf(line);
    if (textOf(digest) !== '') {
      this.step = 'loading';
      const size = countOf(total) ?? 0;
      const before = this.parts.get(textOf(digest))?.completed ?? 0;
      // A line may tell of a part's size alone.
      this.parts.set(textOf(digest), { total: size, completed: Math.min(countOf(completed) ?? before, size) });
    } else if (/^(?:verifying|writing|removing)/.test(textOf(status))) {
      this.step = 'checking';
    }
    const [totalBytes, loadedBytes] = [this.sum('total'), this.sum('completed')];
    return { step: this.step, totalBytes, loadedBytes, bytesPerSecond: this.rate(loadedBytes, nowMs) };
  }

  private sum(of: 'total' | 'completed'): number {
    return [...this.parts.values()].reduce((sum, part) => sum + part[of], 0);
  }

  private rate(bytes: number, nowMs: number): number | undefined {
    this.samples.push({ atMs: nowMs, bytes });
    while (this.samples.length > 2 && nowMs - (this.samples[1]?.atMs ?? nowMs) >= rateSpanMs) this.samples.shift();
    const first = this.samples.find((sample) => sample.bytes > 0);
    if (!first || nowMs - first.atMs < shortestSpanMs) return undefined;
    return Math.max(0, ((bytes - first.bytes) / (nowMs - first.atMs)) * 1_000);
  }
}
