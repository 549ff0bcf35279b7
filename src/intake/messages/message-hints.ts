/** Which readers of a message need not look at it: beginnings of what each of them looks for, see `util/first-look.ts`. */
import { firstLook } from '../../util/first-look.js';
import { once } from '../../util/once.js';
import { nouns } from '../vocabulary/nouns.js';

/** Readers in the order of their bits, with the beginnings of what they look for. */
const HINTS = {
  tryAgain: 'try',
  retryAfter: 'ret',
  wait: 'try tri nex bac sle wai pau del sch que coo ese att thr def fir',
  nextIn: 'del wai bac nex aga onc',
  waitAbroad: 'ver wie war ess ten att int esp pog wac',
  took: 'too ela dur lat wit spe',
  depth: 'dep bac que pen lag mes job eve ite',
  error:
    'con los ant rép rep ris odp una dél del fri war zei lím esp tem att pla pra tij ter wac tie err fau soa exc ref res tim dea hos cer tls ssl soc bro pip clo can abo cir lim thr quo too get eno eai eti eco epi x50 gav cli ans did rea nxd dis pre giv aba wai rsc lai ago aga abb auf sca esg exc ver unb onb kei hôt nam',
  storedAs:
    'tak ack sto cre sav boo reg rec pos imp syn ins acc per map kno exi lan fil iss ang ers geb ver erf ges übe cré enr com con gua gra sal aan ops vas cri opr opp ska bok',
  createdFor: 'cre cré ope iss boo reg ang ers öff geb enr aan cri',
  saidId: 'req cor tra ide ded clé cle cla cha chi',
  queue: 'que top dlq dea str exc mov sen rou pub for',
  errorFolder:
    'err fai rej qua bad dea poi und unp feh klä abg nic éch reb fal rec cua sca fou afg fol dir box bin tra are sha abl ord ver pos kor dos rép cor car buz pas map bak',
  file: 'ftp scp as2 as3 as4 oft smb web smt amq mqt jms ebi ssh fil upl dow put get mpu mge sen tra pus pul del pub sub sto fet imp exp übe ver abh env inv con',
  target: 'cal req res api pos pus exp upl syn tra con sen mes pub del',
} as const;

export type MessageReader = keyof typeof HINTS | 'noun';

const BITS = Object.fromEntries([...Object.keys(HINTS), 'noun'].map((reader, index) => [reader, 1 << index])) as Readonly<
  Record<MessageReader, number>
>;

const look = once(() =>
  firstLook([
    ...Object.values(HINTS),
    nouns()
      .in_prose.map((noun) => noun.slice(0, 3))
      .join(' '),
  ]),
);

/** What a message may hold. */
export type MessageHints = number;

export function hintsOf(text: string): MessageHints {
  return look()(text);
}

/** False where the reader would find nothing. */
export function mayHold(hints: MessageHints, reader: MessageReader): boolean {
  return (hints & BITS[reader]) !== 0;
}
