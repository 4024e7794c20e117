import * as vscode from 'vscode';
import type { ProviderManager } from '../../../engine/failover';
import type { Disposable } from '../../../engine/model';
import { commandIds } from '../../ids';
import { tokenSignal } from '../tokenSignal';
import { type OfferedModel, offeredModels } from './offeredModels';

export interface ModelListDeps {
  readonly manager: Pick<ProviderManager, 'status' | 'onDidChange'>;
  /** Awaited before the user is asked for anything. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  /** The models are others than they were. */
  readonly changed: () => void;
}

/** The user's chain as models of VS Code. It may ask for them as soon as a window opens, so that nothing is asked of anybody for it. */
export class ModelList implements Disposable {
  /** What was told last. */
  private told: string | undefined;
  private readonly subscription: Disposable;

  constructor(private readonly deps: ModelListDeps) {
    this.subscription = deps.manager.onDidChange(() => {
      if (this.told !== undefined && this.told !== JSON.stringify(this.models())) deps.changed();
    });
  }

  /** Where VS Code may ask the user and there is no provider, the set-up opens. */
  async information(
    { silent }: vscode.PrepareLanguageModelChatModelOptions,
    token: vscode.CancellationToken,
  ): Promise<OfferedModel[]> {
    if (!silent) {
      const { signal, dispose } = tokenSignal(token);
      await this.deps.prepare(signal).finally(dispose);
      if (this.models().length === 0) await vscode.commands.executeCommand(commandIds.setUp);
    }
    const models = this.models();
    this.told = JSON.stringify(models);
    return [...models];
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private models(): readonly OfferedModel[] {
    return offeredModels(this.deps.manager.status());
  }
}
