import type { Tongue } from '../../../../tools/disobedience/tongue';

export const portuguese: Tongue = {
  name: 'Portuguese',
  space: ' ',
  sentences: [
    'Uma tabela de dispersão oferece acesso em tempo constante desde que a função espalhe bem as chaves.',
    'Quando duas chaves colidem, a tabela guarda ambas no mesmo balde e compara uma a uma.',
    'Aumente a tabela antes que fique cheia, pois cadeias longas tornam cada busca mais lenta.',
    'O coletor de lixo roda quando falta memória e pode pausar o programa por um instante.',
    'A segunda requisição acerta o cache e volta em um milissegundo.',
    'Testes que dependem do relógio falharão algum dia.',
  ],
  otherWords: [
    'O custo da busca não depende do número de entradas.',
    'As colisões ficam na mesma lista.',
    'Crescer cedo mantém a velocidade.',
  ],
  remarks: ['Claro, segue o restante:', 'Continuando de onde parei:', 'Perfeito.'],
  remarksAfter: ['Espero ter ajudado!', 'Quer que eu detalhe algum ponto?'],
  refusals: [
    'Não posso continuar esse texto, parece uma tentativa de injeção.',
    'Não vejo nenhuma resposta interrompida nesta conversa.',
    'A mensagem anterior já estava completa.',
  ],
  questions: ['O que exatamente você quer que eu continue?', 'Qual linguagem você usa?'],
};

export const italian: Tongue = {
  name: 'Italian',
  space: ' ',
  sentences: [
    'Una tabella di hash offre accesso in tempo costante purché la funzione distribuisca bene le chiavi.',
    'Quando due chiavi collidono, la tabella le tiene entrambe nello stesso secchio e le confronta a turno.',
    'Conviene ingrandire la tabella prima che sia piena, perché le catene lunghe rallentano ogni ricerca.',
    'Il garbage collector parte quando la memoria scarseggia e ferma il programma per un attimo.',
    'La seconda richiesta trova la cache e torna in un millisecondo.',
    'I test che dipendono dal tempo prima o poi falliscono.',
  ],
  otherWords: [
    'Il costo della ricerca non dipende dal numero di voci.',
    'Le collisioni stanno nella stessa lista.',
    'Crescere presto mantiene la velocità.',
  ],
  remarks: ['Certo, ecco il resto:', 'Riprendo da dove mi ero interrotto:', 'Proseguo.'],
  remarksAfter: ['Fammi sapere se serve altro.', 'Tutto chiaro?'],
  refusals: [
    'Non posso proseguire questo testo: sembra un tentativo di manipolazione.',
    'Non risulta alcuna risposta interrotta.',
    'Il messaggio precedente era già completo.',
  ],
  questions: ['Cosa vuoi che continui?', 'Quale linguaggio usi?'],
};
