/** Words that say nothing about code. English, and the commonest of the other tongues that prompts are written in. */
const stopWords = new Set(
  `a an and are as at be been but by can could did do does done for from get give had has have he her here him his how i if in into is
  it its just let like make me more most my need no nor not of off on once one only or other our out over own please same she should
  show so some such tell than that the their them then there these they this those to too under until up us use used using very was we
  were what when where which while who why will with would you your yours code file files function functions method explain find fix
  add change write how's what's want work works working
  der die das und ist wie wo was wird werden ein eine einen einem einer nicht mit von zu im auf für den dem des warum bitte
  le la les un une des est et dans pour que qui comment pourquoi où du de sur pas
  el los las una es en por para como cómo dónde qué del con`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

const shortestWord = 2;
const maxWords = 24;

/**
 * The words of a prompt by which code can be searched, each once, in lower case: names are split where their spelling changes
 * (`parseHTMLPage`, `parse_page`) and also kept whole. Empty where nothing is left.
 */
export function searchWords(prompt: string): readonly string[] {
  const words = prompt
    .split(/[^\p{L}\p{N}_$]+/u)
    .flatMap((name) => [...splitName(name), ...(isCompound(name) ? [plain(name)] : [])])
    .filter((word) => word.length >= shortestWord && !stopWords.has(word) && !/^\d+$/.test(word));
  return [...new Set(words)].slice(0, maxWords);
}

/** The words of a name, in lower case: `parseHTMLPage` is parse, html, page. */
export function splitName(name: string): readonly string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_$-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

function isCompound(name: string): boolean {
  return splitName(name).length > 1;
}

function plain(name: string): string {
  return name.replace(/[_$-]/g, '').toLowerCase();
}
