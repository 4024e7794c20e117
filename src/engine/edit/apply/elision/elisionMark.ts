/** How sure it is that a line stands for code that is left out. */
export type ElisionCertainty = 'sure' | 'perhaps' | 'none';

const dots = /^(?:\.{3,}|…+|\. \. \.)$/;
const edgeDots = /^(?:\.{3,}|…)|(?:\.{3,}|…)$/;

/** Comment leaders of all languages, with what closes them. */
const comment =
  /^(?:\/\/+|#+|--+|;+|%+|'|REM\b|"""|\/\*+|<!--+|\{\/\*+|\{#|<%#|<%--|\(\*|\{-|--\[\[|\.\.|\/\/!|@\*)\s*(.*?)\s*(?:\*+\/\}?|--+>|#\}|--%>|%>|\*\)|-\}|\]\]|"""|\*@)?$/i;

/** Code that is meant: existing, remaining, unchanged, in the languages that models write comments in. */
const leftOut =
  /\b(?:exist(?:ing|ent)|rest|remain(?:ing|der|s)?|unchanged|unmodified|unaltered|same|omitted|other|previous|prior|earlier|original|rest of|as (?:before|is|above)|keep|kept|preserve[ds]?|continue[sd]?|no changes?|above|below|truncated|snip(?:ped)?|elided|abbreviated|skip(?:ped)?|etc|bestehend\w*|unver[äa]ndert\w*|restlich\w*|vorhanden\w*|[üu]brig\w*|wie (?:bisher|zuvor)|existant\w*|inchang\w*|reste|existente\w*|resto|sin cambios|igual|mantener|restante\w*|inalterad\w*|esistente|invariat\w*|bestaande?|ongewijzigd\w*)\b|现有|原有|已有|其余|其他|其它|剩余|保持|不变|省略|既存|既有|残り|変更なし|同じ|기존|나머지|그대로|동일|существующ|остальн|без изменений|прежн/i;

/** Whole comments that say it without dots. */
const saidPlainly =
  /^(?:the )?(?:(?:rest|remainder) of (?:the |your |this )?[\w ]+|(?:(?:all )?(?:existing|remaining|other|previous|original|unchanged) [\w, /&-]+? )(?:(?:remains?|stays?|is|are|goes?|kept|left|unchanged|here|continues?)\b[\w ]*|as (?:before|is))|(?:existing|unchanged|remaining|previous|original) (?:code|content|implementation|methods?|functions?|imports?|fields?|properties|members|lines|logic|body|tests?|styles?|rules?|routes?|props|state|configuration|config|setup|file|class|section|markup|items|entries|cases)|same as (?:before|above|original)|(?:code |lines? )?(?:omitted|unchanged|truncated|snipped)(?: for brevity)?|no changes?(?: (?:here|needed|below|above))?|(?:keep|leave) [\w ,']*(?:as is|unchanged|the same|here)|unver[äa]ndert|sin cambios|inchangé)[.:)]*$/i;

/** Whether a line is nothing but a mark that stands for code of the file, such as `// ... existing code ...`. */
export function elisionOf(line: string): ElisionCertainty {
  const text = line.trim();
  if (text === '' || text.length > 200) return 'none';
  if (dots.test(text)) return 'perhaps';
  const bracketed = /^[[(<{]\s*((?:\.{3}|…).*?(?:\.{3}|…)?)\s*[\])>}]$/.exec(text)?.[1];
  const body = comment.exec(text)?.[1] ?? bracketed ?? (/^(?:\.{3}|…).*\S.*(?:\.{3}|…)$/.test(text) ? text : undefined);
  if (body === undefined || body === '') return 'none';
  const inner = body.replace(/^[-=*#~_<[({\s]+(?=\S)|[-=*#~_>\])}\s]+$/g, '').trim();
  if (dots.test(inner)) return 'sure';
  const words = inner.replace(/^(?:\.{3,}|…|\[|\()\s*|\s*(?:\.{3,}|…|\]|\))$/g, '').trim();
  if (words === '') return 'sure';
  if (edgeDots.test(inner)) {
    const isShort = words.split(/\s+/).length <= 6 || saidPlainly.test(words);
    if (leftOut.test(words)) return /^(?:\.{3}|…)/.test(inner) || isShort ? 'sure' : 'none';
    return /^(?:\.{3}|…).*(?:\.{3}|…)$/.test(inner) ? 'sure' : /^(?:\.{3}|…)/.test(inner) ? 'perhaps' : 'none';
  }
  return saidPlainly.test(words) ? 'perhaps' : 'none';
}

const shortened = /(?:\/\*+|\/\/+|#|<!--|--|\{)\s*(?:\.{3}|…)\s*(?:[^*]*?(?:\*\/|-->)|\}|$)/;

/** Whether code and a mark stand on one line, as in `f() { ... }`. */
export function hasElisionInside(line: string): boolean {
  return elisionOf(line) === 'none' && shortened.test(line);
}
