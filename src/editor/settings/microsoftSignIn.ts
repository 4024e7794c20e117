import * as vscode from 'vscode';
import type { SignIn } from '../../engine/model';

const provider = 'microsoft';

/** The accounts that VS Code itself signs in to with Microsoft. */
export const microsoftSignIn: SignIn = {
  token: async (scopes) => {
    const session = await vscode.authentication.getSession(provider, scopes, { silent: true });
    return session?.accessToken;
  },
  onDidChange: (listener) =>
    vscode.authentication.onDidChangeSessions((event) => {
      if (event.provider.id === provider) listener();
    }),
};

/** Asks the person to sign in, to another account than before where they wish. False: they would not. */
export async function askForSignIn(scopes: readonly string[]): Promise<boolean> {
  try {
    await vscode.authentication.getSession(provider, scopes, { createIfNone: true, clearSessionPreference: true });
    return true;
  } catch {
    // VS Code has said why, or the person has closed the question.
    return false;
  }
}
