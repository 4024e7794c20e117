/** How the subjects of a repository's commits are written. */
export interface CommitStyle {
  /** The last ones, the newest first. */
  readonly subjects: readonly string[];
  /** They begin as in "feat(api): ". */
  readonly isConventional: boolean;
  /** Most commits explain themselves below the subject. */
  readonly hasBody: boolean;
  /** Characters that nearly all of them keep to. */
  readonly subjectChars: number;
}

const learnedFrom = 10;
/** Characters that a subject has where nothing is learned: git's own advice is 50, and lines of git's output hold 72. */
const usualSubjectChars = 72;
const conventional = /^[a-z]+(?:\([^)\n]+\))?!?: \S/;
/** Written by git and not by a person. */
const generated =
  /^(?:Merge (?:branch|branches|pull request|remote-tracking|tag|commit)\b|Revert "|fixup! |squash! |amend! )/;

/** Learns from the messages of the last commits, the newest first. Pure. */
export function commitStyle(messages: readonly string[]): CommitStyle {
  const written = messages
    .map((message) => message.trim())
    .filter((message) => message !== '' && !generated.test(message))
    .slice(0, learnedFrom);
  const subjects = written.map((message) => message.split('\n')[0]?.trim() ?? '');
  const lengths = subjects.map(({ length }) => length).sort((a, b) => a - b);
  // One that is far longer than the others says nothing.
  const usual = lengths[Math.max(Math.ceil(lengths.length * 0.9) - 1, 0)] ?? usualSubjectChars;
  return {
    subjects,
    isConventional: isMost(subjects.filter((subject) => conventional.test(subject)).length, subjects.length),
    hasBody: isMost(written.filter((message) => /\n\s*\n\s*\S/.test(message)).length, written.length),
    subjectChars: Math.max(usual, 50),
  };
}

function isMost(count: number, all: number): boolean {
  return all > 0 && count * 2 > all;
}
