/** Beginnings of turns that answer a person instead of continuing a text: assent, apology, refusal, question. */
const openings = [
  // English
  "sure|certainly|of course|okay|ok|absolutely|got it|understood|apolog|sorry|unfortunately|i(?:'|’)?m sorry|i am sorry",
  "i (?:can(?:'|’|no)t|won(?:'|’)t|apologi|must|have to|see|notice|need|do(?:n(?:'|’)t| not))|i(?:'|’)?m (?:unable|not|afraid)|i am (?:unable|not)",
  "i(?:'|’)ll (?:continue|go on|pick)|i will (?:continue|go on|pick)|here(?:'|’)s|here (?:is|are)|continuing|picking up|let me",
  'as an ai|(?:could|can|would|do|did|should) you|what would|which part|it (?:looks|seems|appears)|this (?:looks|seems|appears)',
  'your (?:message|request|answer|previous)|the (?:text|message|answer|response|request) (?:you|was|is|above|ends|seems|appears)',
  'please (?:provide|clarify|share|tell|let)|thank you|thanks|hello|hi\\b',
  // German, Dutch
  'natürlich|gerne|klar[,!. ]|selbstverständlich|sicher[,!. ]|entschuldig|(?:es )?tut mir leid|leider|ich (?:kann|darf|werde)',
  'hier (?:ist|sind|kommt|geht)|könnte(?:n|st)|was (?:möchte|soll)|natuurlijk|het spijt|ik kan|hier is|helaas',
  // French, Spanish, Portuguese, Italian
  "bien sûr|certainement|d(?:'|’)accord|voici|désolé|je (?:suis désolé|ne peux|m(?:'|’)excuse|continue)|pardon|malheureusement|pourriez|voulez",
  'claro|por supuesto|lo siento|perdón|perdona|disculp|no puedo|aquí (?:está|tienes|va)|lamento|lamentablemente|desafortunadamente|podría|¿',
  'com certeza|desculp|sinto muito|não posso|aqui (?:está|vai)|infelizmente|poderia',
  'certo[,!. ]|certamente|mi dispiace|scus[ai]|non posso|ecco|purtroppo|potrebbe|va bene',
  // Polish, Russian, Ukrainian, Turkish, Vietnamese
  'oczywiście|przepraszam|niestety|nie mogę|oto |jasne',
  'конечно|извини|прости|к сожалению|я не могу|не могу|вот |хорошо[,!. ]|разумеется|звичайно|на жаль|вибач',
  'tabii|elbette|üzgünüm|maalesef|özür|işte |devam ed|chắc chắn|xin lỗi|tôi không|dưới đây|vâng',
  // Chinese, Japanese, Korean
  '当然|當然|好的|抱歉|对不起|對不起|很抱歉|非常抱歉|不好意思|我无法|我無法|我不能|以下是|下面是|继续|繼續|请问|請問|您(?:想|希望|能|是|的)|你(?:想|希望|能|的)',
  'もちろん|はい[、。]|中断して|承知|申し訳|すみません|ごめん|以下[はに]|続き|かしこまり|了解|残念',
  '물론|네[,.! ]|죄송|알겠|다음은|이어서|계속해|안타깝',
  // Arabic, Hebrew, Hindi, Thai
  'بالطبع|بالتأكيد|حسنا|عذر|آسف|أعتذر|لا أستطيع|لا يمكنن|إليك|تفضل|للأسف|هل ',
  'כמובן|בטח|מצטער|סליחה|אני לא|הנה',
  'ज़रूर|जरूर|बेशक|क्षमा|माफ|मुझे खेद|यहाँ |แน่นอน|ขออภัย|ขอโทษ|นี่คือ',
];
const opening = new RegExp(`^[\\s"'“„«「『(\\[*_>]*(?:${openings.join('|')})`, 'iu');

/** Whether `text` begins like a turn of a conversation: a sign, no proof. Ask only where nothing speaks against it. */
export function beginsLikeTurn(text: string): boolean {
  return opening.test(text) && !/^\p{Ll}/u.test(text);
}

/** Every turn begins with a word; a text that begins with another sign is a list, a table or code. */
export function beginsWithWord(text: string): boolean {
  return /^["'“„«「『(*_¿¡]*\p{L}/u.test(text);
}

/** Whether a reply ends with a question back. */
export function endsWithQuestion(text: string): boolean {
  return /[?？؟]["'”»」』)*_\s]*$/.test(text);
}
