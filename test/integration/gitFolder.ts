import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GitRepository } from '../../src/editor/git/gitApi';
import { eventually } from './lab';

/** A repository below the folder of the workspace. */
export class GitFolder {
  constructor(readonly root: vscode.Uri) {
    mkdirSync(root.fsPath, { recursive: true });
    this.git('init', '-q', '-b', 'main');
  }

  at(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.root, name);
  }

  git(...args: readonly string[]): void {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b.example', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: this.root.fsPath });
  }

  put(name: string, text: string): void {
    const file = this.at(name).fsPath;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  commit(message: string): void {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
  }

  remove(): void {
    rmSync(this.root.fsPath, { recursive: true });
  }

  /** As VS Code's git has it, switched on by the test. */
  async opened(): Promise<GitRepository> {
    interface Git {
      readonly enabled: boolean;
      getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<GitRepository | null> };
    }
    const extension = vscode.extensions.getExtension<Git>('vscode.git');
    assert.ok(extension);
    const git = await extension.activate();
    await eventually(
      () => git.enabled,
      (isOn) => isOn,
    );
    const opened = await git.getAPI(1).openRepository(this.root);
    assert.ok(opened);
    return opened;
  }
}
