/** What a message says was made: "order 5512 stored as 700050", "pedido 5512 creado con documento 700050". */
import { isKeyValue, keyNameOf } from '../plan/key-names.js';
import { nouns } from '../vocabulary/nouns.js';
import type { MessageFacts } from './message.js';
import { type MessageHints, mayHold } from './message-hints.js';

const STORED_AS =
  /\b(?:stored|created|saved|booked|registered|recorded|posted|imported|synced|inserted|accepted|persisted|mapped|known|exists|landed|filed|taken|received|acknowledged)\s+(?:(?:in|by|at) \S+ )?(?:as|under|with id|with number|id)\s*[:=#]?\s*(#?[\w][\w.-]*\d[\w.-]*)/i;
const CREATED: readonly RegExp[] = [
  STORED_AS,
  /\((?:new |internal |remote |target |external )?(?:id|ref|entry|no|number)\s*[:=#]?\s*([\w-]*\d[\w-]*)\)/i,
  // What follows the status of an answer: `-> 201 ch_3Pq`.
  /(?:->|→|=>)\s*2\d\d\s+(?:\w+\s+)?([a-z]{2,6}_(?=\w*\d)\w{6,}|#?[A-Z]{1,6}[-_]?\d[\w-]{2,}|\d{4,}(?![\w.]|\s*(?:ms|s|bytes|b|kb)\b))/,
  /(?:->|→|=>)\s*(?:id|ref|no|number)\s*[:=#]?\s*([\w-]*\d[\w-]*)/i,
  /\b(?:internal|target|remote|new|assigned)\s+(?:id|number|ref)\s*[:=#]?\s*([\w-]*\d[\w-]*)/i,
];

/** Verbs of making, in languages that programs speak. */
const MADE = `(?:created|stored|saved|booked|registered|recorded|posted|imported|inserted|filed|issued|angelegt|erstellt|gebucht|verbucht|erfasst|gespeichert|übernommen|créée?s?|enregistrée?s?|comptabilisée?s?|cread[oa]s?|registrad[oa]s?|contabilizad[oa]s?|guardad[oa]s?|grabad[oa]s?|creat[oaie]|registrat[oaie]|salvat[oaie]|contabilizzat[oaie]|aangemaakt|geboekt|opgeslagen|vastgelegd|criad[oa]s?|gravad[oa]s?|lançad[oa]s?|oprettet|opprettet|skapad|skapats|bokförd)`;
/** Words that lead to the name of what was made: as, under. */
const AS = 'as|under|als|unter|como|bajo|comme|sous|come|sotto|onder|som';
/** Words that lead to whatever stands beside it: with. */
const WITH = 'with|mit|con|avec|com|met|med';
const UNDER = `(${AS}|${WITH})`;
const NAMED_VALUE = String.raw`((?:\p{L}+[.°º]?[ :#]+){1,3})["'(]?(#?(?=[\w/-]*\d)[\w-]{3,}(?:[/.]\w+)*)(?![\w%]|[.:,]\d|\s*(?:ms|s|sec|min|kb|mb|bytes|items|rows|lines)\b)`;
/** `creado en ERP con documento 4500`, `created in the ledger with entry number 70-11`. */
const MADE_UNDER = new RegExp(
  String.raw`(?<!\p{L})${MADE}\s+(?:\p{L}+\s+(?:the |el |la |le |l'|das |dem |der )?[\w.-]+\s+)?${UNDER}\s+${NAMED_VALUE}`,
  'iu',
);
/** `unter Belegnummer 4500 angelegt`, `met boeking 70-11 opgeslagen`. */
const UNDER_MADE = new RegExp(String.raw`(?<!\p{L})${UNDER}\s+${NAMED_VALUE}\s+(?:\p{L}+\s+)?${MADE}(?!\p{L})`, 'iu');
/** Words that name an identifier without its thing. */
const NUMBER_WORDS = /^(?:id|no|nr|number|nummer|n[uú]mero|num[eé]ro|folio|c[oó]digo)$/;
/** What a target makes of what it is sent. "Booked with order 5512" names what was sent, as a reference mostly does. */
const GIVEN_THINGS =
  /^(?:document|entry|voucher|posting|journal|movement|transaction|receipt|documento|asiento|apunte|recibo|comprobante|beleg|buchung|dokument|boeking|boekstuk|pièce|écriture|reçu|registrazione|movimento|lançamento|bilag|verifikation)$|\p{L}{3}(?:nummer|nr)$/u;
/** What a thing is stored as without being named: its version, its state, its place among others. */
const QUALITIES =
  /^(?:version|revision|type|typ|tipo|state|status|estado|statut|step|stage|attempt|try|level|class|category|priority|format|file|datei|fichier|archivo|page|part|copy|draft|error|code|http|failed|new|default|utf|iso|json|xml|csv|port|node|worker|user|test|of|for|from|to|at|in|on|the|a|an)$/;
const IS_AS = new RegExp(`^(?:${AS})$`, 'i');

/** The value behind words that lead to what was made. */
function namedValue(m: RegExpExecArray | null): string | null {
  if (m === null) return null;
  const [, lead = '', words = '', value = ''] = m;
  const word = words.toLowerCase().match(/\p{L}+(?=[^\p{L}]*$)/u)?.[0] ?? '';
  if (NUMBER_WORDS.test(word) || GIVEN_THINGS.test(word)) return value;
  // Whatever it is called there: only what tells of its form or its state is no name.
  return IS_AS.test(lead) && (nouns().in_prose.includes(word) || (!QUALITIES.test(word) && /\d{3}/.test(value))) ? value : null;
}

function saidCreated(text: string, hints: MessageHints): string | null {
  const stored = mayHold(hints, 'storedAs');
  for (const pattern of CREATED) {
    const m = pattern === STORED_AS && !stored ? null : pattern.exec(text);
    if (m !== null) return m[1]!;
  }
  return stored ? (namedValue(MADE_UNDER.exec(text)) ?? namedValue(UNDER_MADE.exec(text))) : null;
}

/** `-> 201 entry=700050`: what an answer gives back under a name. */
const GIVEN = /(?:->|→|=>)\s*2\d\d\s+([A-Za-z_][\w.-]*)=(#?[\w-]*\d[\w-]*)(?![\w.])/;

/** `entry 700050 created for channel ref HX-1`, `Auftrag 4711 angelegt, Kundenreferenz B-7/26`: what was created, then what for. */
const CREATED_FOR =
  /(?<![\p{L}_])([\p{L}_]+)\s+(?:no\.?\s+|nr\.?\s+|#)?([\w/-]*\d[\w/-]*)\s+(?:was |is |has been |wurde |a été |est |ha sido |è stato )?(?:created|opened|issued|booked|registered|angelegt|erstellt|eröffnet|gebucht|créée?|enregistrée?|creado|creada|registrado|registrada|creato|creata|registrato|registrata|aangemaakt|geboekt|criado|criada)\b(?=[,;:]?\s)(.*)/iu;
const FOR =
  /(?:\b(?:for|from|to|für|zu|aus|pour|de|du|para|per|di|voor|van)\b|\p{L}*(?:ref(?:er\p{L}+)?|réf\p{L}*|zeichen))\.?[\s:=#]+(?:\p{L}+[\s:=]+){0,2}?(#?[A-Za-z][\w/-]*\d[\w/-]*|\d{4,})(?![\w.,]*\d)/iu;

/** Reads what the text says was made, and for what. */
export function readCreated(text: string, facts: MessageFacts, hints: MessageHints): void {
  const said = saidCreated(text, hints);
  if (said !== null) facts.created = said;
  const given = text.includes('=') ? GIVEN.exec(text) : null;
  const named = given === null ? null : keyNameOf([given[1]!]);
  if (named !== null && isKeyValue(given![2]!, named)) facts.created = given![2]!;
  const made = mayHold(hints, 'createdFor') ? CREATED_FOR.exec(text) : null;
  const ref = made === null ? undefined : FOR.exec(made[3]!)?.[1];
  if (ref === undefined || ref === made![2]) return;
  facts.created ??= made![2]!;
  if (facts.pairs.every((pair) => pair.value !== ref)) facts.pairs.push({ name: 'record_ref', value: ref });
}
