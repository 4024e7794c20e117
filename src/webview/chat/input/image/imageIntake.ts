import type { ViewMessage } from '../../../../engine/chat/view';
import { toBase64 } from './base64';
import { browserCanvas, type Canvas } from './canvas';
import { prepareImage } from './preparedImage';

export interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

interface IntakeActions {
  add(image: Extract<ViewMessage, { type: 'add-image' }>): void;
  complain(problems: readonly string[]): void;
  /** Other images are being read. */
  changed(): void;
}

/** Makes images that were pasted, dropped or picked ready to be sent, one after another. */
export class ImageIntake {
  private waiting: readonly NamedFile[] = [];
  private isReading = false;
  private readonly whenDone: (() => void)[] = [];

  constructor(
    private readonly actions: IntakeActions,
    private readonly canvas: Canvas = browserCanvas,
  ) {}

  /** Names of the images that are not ready yet. */
  get names(): readonly string[] {
    return this.waiting.map(({ name }) => name);
  }

  take(files: readonly NamedFile[]): void {
    if (files.length === 0) return;
    this.waiting = [...this.waiting, ...files];
    this.actions.changed();
    if (!this.isReading) void this.readAll();
  }

  /** Runs `task` when no image is being read, unless one of them cannot be sent: the user is told that first. */
  afterAll(task: () => void): void {
    if (this.isReading) this.whenDone.push(task);
    else task();
  }

  private async readAll(): Promise<void> {
    this.isReading = true;
    const problems: string[] = [];
    for (let file = this.waiting[0]; file; file = this.waiting[0]) {
      const problem = await this.read(file);
      if (problem !== undefined) problems.push(problem);
      this.waiting = this.waiting.slice(1);
      this.actions.changed();
    }
    this.isReading = false;
    const tasks = this.whenDone.splice(0);
    if (problems.length > 0) this.actions.complain(problems);
    else for (const task of tasks) task();
  }

  /** What is wrong with the image, if something is. */
  private async read({ name, blob }: NamedFile): Promise<string | undefined> {
    const image = await prepareImage(name, blob, this.canvas);
    if ('problem' in image) return image.problem;
    const { width, height, mediaType, thumbnail } = image;
    this.actions.add({
      type: 'add-image',
      name,
      mediaType,
      data: await toBase64(image.blob),
      width,
      height,
      thumbnail: `data:${thumbnail.type};base64,${await toBase64(thumbnail)}`,
    });
    return undefined;
  }
}
