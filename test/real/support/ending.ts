const endings: (() => unknown)[] = [];

/** Has `end` called when the test has ended, however it ended. */
export function atEndOfTest(end: () => unknown): void {
  endings.push(end);
}

export async function endTest(): Promise<void> {
  await Promise.all(endings.splice(0).map((end) => end()));
}
