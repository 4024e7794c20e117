/** What the figures rest on, for people who judge them. */
export const method = `Real files that nobody here wrote, and a model that knows how each of them goes on: what stands in the file after Tab is compared
with the file itself. On each of the chosen lines of a file up to fifteen pieces are taken away, one at a time:

- **end**: all that follows; ten lines of it, at most 480 characters, are what is meant (two places a line);
- **rest**: the rest of the line (two);
- **lines**: one to six whole lines, the cursor at their indentation (two); **margin**: the same, the cursor at the margin (one);
- **pair**: the rest of a line that was typed up to somewhere behind a bracket or quote, with everything behind the cursor that VS Code
  would have closed by itself: its rules for typing, its language configurations and, since those depend on strings and comments, its
  tokenizer with the TextMate grammars. Where the closing text belongs on a line below, the lines up to it are missing too (three);
- **mark**: the rest of a line behind the mark that begins a comment, a list item or a heading (one);
- **mid**: a piece in mid-line with its pairs whole, the space at its ends included (four; only asked for, never by itself).

Pieces without a letter or digit, lines that stand below once more, and lines that begin or end a comment or string of several lines are
left out: there nothing, or another place, would be as good.

The answer of each model goes through the engine as in the extension: as a stream, with its clean-up and its grammars. The verdicts:

- **right**: the file is as it was meant, or as it would be without the last of the missing lines (a suggestion shows one block);
- **short**: the text is the beginning of what is missing, and ends in mid-line behind a whole word;
- **nothing**: no suggestion; **spaces**: right or short but for white space;
- **doubled**: something is written that stands beside the cursor already; **wrong**: any other text, half a word, two words made one.

Models that only vary the form are tried at a quarter of the places. What comes out right with a model that indents from the cursor, or by
tabs where the file has spaces, is not always to be known from its text. White space at the ends of lines does not count. Where a model only talks, right is to show nothing; models that talk are not tried in
comments, in strings, in HTML and in Markdown, where sentences are what belongs there. Lines that begin in strings or comments are not indented
otherwise. The other columns are models of the published rules of the others (see the typing benchmark), without their waiting, and in
their favour: where their text ends, and what of the rest of the line it takes the place of. Where a rule asks nobody, as Copilot's in
mid-line, that counts as nothing. Continue's rules for what is thrown away afterwards (an answer that nearly repeats the line above, the
second of two spaces: core/autocomplete/postprocessing/index.ts) are not among them, nor what Copilot does behind the end of a block.
Those of them that fill in the middle expect no talk and no fences.`;
