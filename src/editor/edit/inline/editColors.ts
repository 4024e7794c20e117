import * as vscode from 'vscode';

/** What decorations of an edit look like: as VS Code's own diff does, in each theme. */
export interface EditDecorations {
  /** Lines that will go. */
  readonly removed: vscode.TextEditorDecorationType;
  /** Lines that are new. */
  readonly inserted: vscode.TextEditorDecorationType;
  /** Text that is not in the file, behind a line. */
  readonly ghost: vscode.TextEditorDecorationType;
  /** The place where lines were taken out. */
  readonly gap: vscode.TextEditorDecorationType;
  readonly dispose: () => void;
}

/** Made again when the theme changes: high contrast has borders where the others have backgrounds. */
export function editDecorations(kind: vscode.ColorThemeKind): EditDecorations {
  const isHighContrast =
    kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
  const line = (side: 'inserted' | 'removed'): vscode.TextEditorDecorationType =>
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor(`diffEditor.${side}LineBackground`),
      overviewRulerColor: new vscode.ThemeColor(`diffEditorOverview.${side}Foreground`),
      overviewRulerLane: vscode.OverviewRulerLane.Full,
      ...(isHighContrast
        ? { border: '1px dashed', borderColor: new vscode.ThemeColor(`diffEditor.${side}TextBorder`) }
        : {}),
    });
  const removed = line('removed');
  const inserted = line('inserted');
  const ghost = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorGhostText.foreground'), margin: '0 0 0 2em' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  const gap = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    border: '0 solid',
    borderWidth: '2px 0 0 0',
    borderColor: new vscode.ThemeColor('editorGutter.deletedBackground'),
    overviewRulerColor: new vscode.ThemeColor('diffEditorOverview.removedForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  const dispose = (): void => {
    for (const type of [removed, inserted, ghost, gap]) type.dispose();
  };
  return { removed, inserted, ghost, gap, dispose };
}
