/** What models say around an answer, and answers themselves, in one language. */
export interface Tongue {
  readonly name: string;
  /** Of an answer; nothing of one is in another. */
  readonly sentences: readonly string[];
  /** The same matter in other words. */
  readonly otherWords: readonly string[];
  /** Before a continuation; each may stand on its own line or on that of the last words. */
  readonly remarks: readonly string[];
  readonly remarksAfter: readonly string[];
  readonly refusals: readonly string[];
  readonly questions: readonly string[];
  /** Between two sentences. */
  readonly space: string;
}

export const tongues: readonly Tongue[] = [
  {
    name: 'English',
    space: ' ',
    sentences: [
      'Binary search keeps two indices, one at each end of the sorted list.',
      'Look at the middle element first, then move both indices towards the half that may still hold it.',
      'A cache that is warm answers in a few microseconds, while a cold one has to read the disk.',
      'The circuit opens after three failures in a row, and no request is sent until it closes again.',
      "Don't hold the lock while you wait for the network; others would wait for it too.",
      'I would measure before I change anything, because intuition is a poor profiler.',
      'Each worker takes a job from the queue, does it and says "done" when it has written the result.',
      'Finally, remove the flag, since nobody reads it any more (see the third chapter).',
    ],
    otherWords: [
      'One can narrow the range by half at every step until a single item remains.',
      'Failures that follow each other closely make the breaker trip, so that traffic stops.',
      'It is wise to profile the program prior to any optimisation.',
    ],
    remarks: [
      'Sure, here is the rest:',
      'I apologize for the interruption. Continuing where I left off:',
      'Certainly! Picking up from the last words:',
      'Of course. The remainder of my answer follows:',
    ],
    remarksAfter: ['I hope this completes the answer!', 'Let me know if you need anything else.'],
    refusals: [
      "I can't continue that text, it looks like an injection of instructions into our conversation.",
      "I'm sorry, but I'm not able to continue a response that I did not write.",
      'Unfortunately I have no memory of an earlier answer, so there is nothing that I could go on with.',
    ],
    questions: ['Could you tell me what you would like me to continue?', 'Do you want the rest as a list or as prose?'],
  },
  {
    name: 'German',
    space: ' ',
    sentences: [
      'Die binäre Suche hält zwei Zeiger, je einen an jedem Ende der sortierten Liste.',
      'Zuerst betrachtet man das mittlere Element und schiebt dann beide Zeiger in Richtung der Hälfte, die es noch enthalten kann.',
      'Ein warmer Zwischenspeicher antwortet in wenigen Mikrosekunden, ein kalter muss erst die Platte lesen.',
      'Der Schutzschalter öffnet nach drei Fehlern in Folge, und bis er wieder schließt, geht keine Anfrage hinaus.',
      'Halte die Sperre nicht, während du auf das Netz wartest, sonst warten andere ebenfalls darauf.',
      'Vor jeder Änderung würde ich messen, denn das Gefühl ist ein schlechter Ratgeber.',
      'Jeder Arbeiter nimmt einen Auftrag aus der Schlange, erledigt ihn und meldet „fertig“, sobald das Ergebnis geschrieben ist.',
      'Zum Schluss kann der Schalter weg, weil ihn niemand mehr liest (siehe drittes Kapitel).',
    ],
    otherWords: [
      'Mit jedem Schritt wird der Suchbereich halbiert, bis ein einziger Eintrag bleibt.',
      'Folgen Ausfälle dicht aufeinander, so löst die Sicherung aus und der Verkehr ruht.',
    ],
    remarks: [
      'Natürlich, hier ist der Rest:',
      'Entschuldigung für die Unterbrechung. Ich fahre dort fort, wo ich aufgehört habe:',
      'Gerne! Weiter geht es mit den letzten Worten:',
    ],
    remarksAfter: ['Ich hoffe, damit ist die Antwort vollständig!', 'Sag Bescheid, wenn du noch etwas brauchst.'],
    refusals: [
      'Es tut mir leid, aber ich kann diesen Text nicht fortsetzen, da ich ihn nicht geschrieben habe.',
      'Leider liegt mir keine frühere Antwort vor, die ich weiterführen könnte.',
    ],
    questions: ['Könntest du mir sagen, was genau ich fortsetzen soll?', 'Was möchten Sie als Nächstes wissen?'],
  },
  {
    name: 'French',
    space: ' ',
    sentences: [
      'La recherche dichotomique garde deux indices, un à chaque bout de la liste triée.',
      "On regarde d'abord l'élément du milieu, puis on déplace les deux indices vers la moitié qui peut encore le contenir.",
      'Un cache chaud répond en quelques microsecondes, tandis qu’un cache froid doit lire le disque.',
      "Le disjoncteur s'ouvre après trois échecs de suite, et aucune requête ne part avant qu'il se referme.",
      'Ne gardez pas le verrou pendant que vous attendez le réseau : les autres attendraient aussi.',
      "Avant de changer quoi que ce soit, je mesurerais, car l'intuition est un mauvais profileur.",
      'Chaque ouvrier prend une tâche dans la file, la fait et dit « terminé » une fois le résultat écrit.',
    ],
    otherWords: [
      'À chaque étape, on divise par deux la zone à examiner.',
      'Quand les pannes se succèdent, la protection coupe le trafic.',
    ],
    remarks: [
      'Bien sûr, voici la suite :',
      "Désolé pour l'interruption. Je reprends là où je me suis arrêté :",
      'Voici le reste de ma réponse :',
    ],
    remarksAfter: ["J'espère que cela complète la réponse !", "N'hésitez pas si vous avez d'autres questions."],
    refusals: [
      'Je suis désolé, mais je ne peux pas continuer un texte que je n’ai pas écrit.',
      'Malheureusement, je ne trouve aucune réponse précédente à poursuivre.',
    ],
    questions: ['Pourriez-vous préciser ce que je dois continuer ?', 'Que souhaitez-vous que je fasse ensuite ?'],
  },
  {
    name: 'Spanish',
    space: ' ',
    sentences: [
      'La búsqueda binaria mantiene dos índices, uno en cada extremo de la lista ordenada.',
      'Primero se mira el elemento central y luego se mueven los dos índices hacia la mitad que aún puede contenerlo.',
      'Una caché caliente responde en pocos microsegundos, mientras que una fría tiene que leer el disco.',
      'El cortacircuitos se abre tras tres fallos seguidos, y ninguna petición sale hasta que se cierra.',
      'No retengas el cerrojo mientras esperas a la red, porque los demás también esperarían.',
      'Antes de cambiar nada mediría, ya que la intuición es mala consejera.',
    ],
    otherWords: [
      'En cada paso se descarta la mitad de lo que queda.',
      'Si los errores se acumulan, el tráfico se detiene.',
    ],
    remarks: [
      'Claro, aquí está el resto:',
      'Perdón por la interrupción. Continúo donde lo dejé:',
      'Por supuesto, sigo con mi respuesta:',
    ],
    remarksAfter: ['¡Espero que esto complete la respuesta!', 'Dime si necesitas algo más.'],
    refusals: [
      'Lo siento, pero no puedo continuar un texto que no he escrito.',
      'Lamentablemente no tengo ninguna respuesta anterior que continuar.',
    ],
    questions: ['¿Podrías decirme qué quieres que continúe?', '¿Prefieres el resto en forma de lista?'],
  },
  {
    name: 'Russian',
    space: ' ',
    sentences: [
      'Двоичный поиск держит два индекса, по одному на каждом конце отсортированного списка.',
      'Сначала смотрят на средний элемент, затем сдвигают оба индекса к той половине, где он ещё может быть.',
      'Тёплый кэш отвечает за несколько микросекунд, а холодному приходится читать диск.',
      'Предохранитель размыкается после трёх отказов подряд, и запросы не уходят, пока он не замкнётся.',
      'Не держите блокировку, пока ждёте сеть, иначе ждать будут и другие.',
      'Прежде чем что-то менять, стоит измерить, ведь интуиция часто подводит.',
    ],
    otherWords: [
      'На каждом шаге область поиска уменьшается вдвое.',
      'Если сбои идут один за другим, поток останавливается.',
    ],
    remarks: [
      'Конечно, вот остальное:',
      'Извините за обрыв. Продолжаю с того места, где остановился:',
      'Вот продолжение моего ответа:',
    ],
    remarksAfter: ['Надеюсь, теперь ответ полный!', 'Дайте знать, если нужно что-то ещё.'],
    refusals: [
      'К сожалению, я не могу продолжить текст, который писал не я.',
      'Извините, но предыдущего ответа у меня нет, и продолжать нечего.',
    ],
    questions: ['Не могли бы вы уточнить, что именно продолжить?', 'Что вы хотите узнать дальше?'],
  },
  {
    name: 'Arabic',
    space: ' ',
    sentences: [
      'يحتفظ البحث الثنائي بمؤشرين، واحد عند كل طرف من القائمة المرتبة.',
      'ننظر أولاً إلى العنصر الأوسط ثم نحرك المؤشرين نحو النصف الذي قد يحتويه.',
      'الذاكرة الدافئة تجيب في بضعة أجزاء من المليون من الثانية، أما الباردة فعليها قراءة القرص.',
      'يفتح القاطع بعد ثلاثة إخفاقات متتالية، ولا يُرسل أي طلب حتى يُغلق من جديد.',
      'لا تمسك القفل بينما تنتظر الشبكة، وإلا انتظر الآخرون أيضاً.',
      'قبل أن أغير شيئاً أفضل أن أقيس، فالحدس مرشد ضعيف.',
    ],
    otherWords: ['في كل خطوة ينقسم مجال البحث إلى نصفين.', 'عندما تتوالى الأعطال يتوقف المرور كله.'],
    remarks: ['بالطبع، إليك البقية:', 'أعتذر عن الانقطاع. أكمل من حيث توقفت:', 'إليك تتمة إجابتي:'],
    remarksAfter: ['آمل أن تكون الإجابة كاملة الآن!', 'أخبرني إن احتجت إلى شيء آخر.'],
    refusals: ['عذراً، لا أستطيع متابعة نص لم أكتبه.', 'للأسف لا توجد لدي إجابة سابقة يمكن إكمالها.'],
    questions: ['هل يمكنك توضيح ما الذي تريد أن أكمله؟', 'هل تريد البقية على شكل قائمة؟'],
  },
  {
    name: 'Chinese',
    space: '',
    sentences: [
      '二分查找保留两个下标，分别位于有序列表的两端。',
      '先看中间的元素，然后把两个下标移向仍可能包含它的那一半。',
      '热缓存在几微秒内就能回答，而冷缓存必须先读取磁盘。',
      '连续三次失败之后断路器打开，在它重新闭合之前不会发出任何请求。',
      '等待网络时不要持有锁，否则别人也要跟着等待。',
      '每个工作者从队列里取一个任务，完成后写下结果并报告“完成”。',
      '在改动任何东西之前我会先测量，因为直觉往往不可靠。',
    ],
    otherWords: ['每走一步，搜索范围都会减半。', '若故障接连发生，流量便会停下。'],
    remarks: ['好的，以下是剩余部分：', '抱歉中断了，接着刚才的内容：', '当然，继续我的回答：'],
    remarksAfter: ['希望这样回答就完整了！', '如果还需要什么请告诉我。'],
    refusals: ['抱歉，我无法继续一段不是我写的文字。', '很抱歉，我没有之前的回答，所以没有可以继续的内容。'],
    questions: ['请问您想让我继续哪一部分？', '您希望其余内容用列表的形式吗？'],
  },
  {
    name: 'Japanese',
    space: '',
    sentences: [
      '二分探索では、整列済みリストの両端に一つずつ添字を置きます。',
      'まず真ん中の要素を見て、次に目的の値がありうる半分へ両方の添字を動かします。',
      '温まったキャッシュは数マイクロ秒で応答しますが、冷えたものはディスクを読む必要があります。',
      '三回続けて失敗すると遮断器が開き、再び閉じるまでリクエストは送られません。',
      'ネットワークを待つ間はロックを保持しないでください。他の処理も待たされます。',
      '何かを変える前に計測するべきです。直感はあてになりません。',
    ],
    otherWords: ['一歩ごとに探す範囲が半分になっていきます。', '障害が相次げば通信は止まります。'],
    remarks: [
      '承知しました。続きは以下のとおりです：',
      '中断して申し訳ありません。途中から続けます：',
      'もちろんです。残りの部分です：',
    ],
    remarksAfter: ['これで回答は完了です！', '他に必要なことがあればお知らせください。'],
    refusals: [
      '申し訳ありませんが、自分が書いていない文章を続けることはできません。',
      'すみませんが、以前の回答が見当たりません。',
    ],
    questions: ['どの部分を続ければよいか教えていただけますか？', '以下は箇条書きがよろしいですか？'],
  },
  {
    name: 'Korean',
    space: ' ',
    sentences: [
      '이진 탐색은 정렬된 목록의 양 끝에 하나씩 두 개의 색인을 둡니다.',
      '먼저 가운데 원소를 보고, 그다음 값이 있을 수 있는 절반 쪽으로 두 색인을 옮깁니다.',
      '따뜻한 캐시는 몇 마이크로초 안에 답하지만 차가운 캐시는 디스크를 읽어야 합니다.',
      '세 번 연속 실패하면 차단기가 열리고, 다시 닫힐 때까지 요청은 나가지 않습니다.',
      '네트워크를 기다리는 동안 잠금을 잡고 있지 마세요. 다른 작업도 기다리게 됩니다.',
      '무엇이든 바꾸기 전에 측정하는 편이 좋은데, 직감은 자주 틀리기 때문입니다.',
    ],
    otherWords: ['한 걸음마다 찾을 범위가 절반으로 줄어듭니다.', '장애가 잇따르면 트래픽이 멈춥니다.'],
    remarks: [
      '물론입니다. 나머지는 다음과 같습니다:',
      '중단되어 죄송합니다. 이어서 계속하겠습니다:',
      '네, 이어지는 내용입니다:',
    ],
    remarksAfter: ['이것으로 답변이 완성되었기를 바랍니다!', '더 필요한 것이 있으면 알려 주세요.'],
    refusals: [
      '죄송하지만 제가 쓰지 않은 글은 이어서 쓸 수 없습니다.',
      '안타깝게도 이전 답변이 없어 계속할 내용이 없습니다.',
    ],
    questions: ['계속해야 할 부분을 알려 주시겠어요?', '나머지를 목록으로 드릴까요?'],
  },
  {
    name: 'Hindi',
    space: ' ',
    sentences: [
      'द्विआधारी खोज क्रमबद्ध सूची के दोनों सिरों पर एक-एक सूचकांक रखती है।',
      'पहले बीच का तत्व देखें, फिर दोनों सूचकांक उस आधे भाग की ओर बढ़ाएँ जिसमें वह हो सकता है।',
      'गर्म कैश कुछ माइक्रोसेकंड में उत्तर देता है, जबकि ठंडे को डिस्क पढ़नी पड़ती है।',
      'लगातार तीन विफलताओं के बाद परिपथ खुल जाता है और बंद होने तक कोई अनुरोध नहीं भेजा जाता।',
      'नेटवर्क की प्रतीक्षा करते समय ताला न पकड़े रहें, अन्यथा दूसरे भी प्रतीक्षा करेंगे।',
      'कुछ भी बदलने से पहले नाप लेना अच्छा है, क्योंकि अनुमान अक्सर गलत होता है।',
    ],
    otherWords: ['हर कदम पर खोज का क्षेत्र आधा हो जाता है।', 'लगातार गड़बड़ियाँ हों तो यातायात रुक जाता है।'],
    remarks: ['ज़रूर, बाकी यहाँ है:', 'रुकावट के लिए क्षमा करें। वहीं से आगे:', 'बेशक, मेरे उत्तर का शेष भाग:'],
    remarksAfter: ['आशा है कि अब उत्तर पूरा है!', 'कुछ और चाहिए तो बताइए।'],
    refusals: ['क्षमा करें, मैं वह पाठ जारी नहीं रख सकता जो मैंने नहीं लिखा।', 'माफ़ कीजिए, मेरे पास कोई पिछला उत्तर नहीं है।'],
    questions: ['क्या आप बता सकते हैं कि मुझे क्या जारी रखना है?', 'क्या शेष भाग सूची के रूप में चाहिए?'],
  },
  // The engine knows no word of these two.
  {
    name: 'Swedish',
    space: ' ',
    sentences: [
      'Binärsökning håller två index, ett i varje ände av den sorterade listan.',
      'Titta först på mittelementet och flytta sedan båda index mot den halva som ännu kan innehålla det.',
      'En varm cache svarar på några mikrosekunder, medan en kall måste läsa från disken.',
      'Brytaren öppnas efter tre fel i rad, och ingen förfrågan skickas förrän den sluts igen.',
      'Håll inte låset medan du väntar på nätet, för då väntar andra också.',
      'Mät innan du ändrar något, eftersom magkänslan sällan räcker.',
    ],
    otherWords: ['För varje steg halveras området som återstår.', 'När felen kommer tätt stannar trafiken.'],
    remarks: ['Visst, här kommer resten:', 'Förlåt för avbrottet. Jag fortsätter där jag slutade:'],
    remarksAfter: ['Hoppas att svaret är komplett nu!'],
    refusals: [
      'Tyvärr kan jag inte fortsätta en text som jag inte har skrivit.',
      'Det finns inget tidigare svar att bygga på.',
    ],
    questions: ['Kan du berätta vad jag ska fortsätta med?'],
  },
  {
    name: 'Greek',
    space: ' ',
    sentences: [
      'Η δυαδική αναζήτηση κρατά δύο δείκτες, έναν σε κάθε άκρο της ταξινομημένης λίστας.',
      'Κοιτάμε πρώτα το μεσαίο στοιχείο και ύστερα μετακινούμε τους δείκτες προς το μισό που μπορεί να το περιέχει.',
      'Μια ζεστή κρυφή μνήμη απαντά σε λίγα μικροδευτερόλεπτα, ενώ μια κρύα πρέπει να διαβάσει τον δίσκο.',
      'Ο διακόπτης ανοίγει μετά από τρεις συνεχόμενες αποτυχίες και τίποτα δεν στέλνεται μέχρι να κλείσει.',
      'Μην κρατάς την κλειδαριά όσο περιμένεις το δίκτυο, γιατί θα περιμένουν και οι άλλοι.',
      'Πριν αλλάξεις οτιδήποτε, μέτρησε, επειδή η διαίσθηση συχνά σφάλλει.',
    ],
    otherWords: [
      'Σε κάθε βήμα το πεδίο της αναζήτησης μικραίνει στο μισό.',
      'Όταν οι βλάβες διαδέχονται η μία την άλλη, όλα σταματούν.',
    ],
    remarks: ['Βεβαίως, ορίστε το υπόλοιπο:', 'Συγγνώμη για τη διακοπή. Συνεχίζω από εκεί που σταμάτησα:'],
    remarksAfter: ['Ελπίζω η απάντηση να είναι πλήρης τώρα!'],
    refusals: [
      'Λυπάμαι, αλλά δεν μπορώ να συνεχίσω ένα κείμενο που δεν έγραψα εγώ.',
      'Δεν υπάρχει προηγούμενη απάντηση για να συνεχίσω.',
    ],
    questions: ['Μπορείς να μου πεις τι ακριβώς να συνεχίσω?'],
  },
];
