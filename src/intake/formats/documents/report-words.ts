/** What an entry of an incident report says: the vocabulary of states, of plans and of claims with numbers. */

/** A state that an entry of a timeline puts on record. */
export type NoteState = 'alert' | 'notice' | 'detected' | 'mitigated' | 'resolved' | 'started';

/** Keys of "Detected: 09:12" and of rows such as "| Start | 05:00 |". */
const KEYS: readonly (readonly [RegExp, NoteState])[] = [
  [/^(first |initial )?(alert|page|alarm)(ed|s)?\b|^time of (first )?alert/i, 'alert'],
  [/^(reported|noticed|first report|acknowledged|customer report|(team|we|on-?call) (became )?aware)/i, 'notice'],
  [/^(impact |incident |outage |issue |problem |fault |error |time )?(start|began|begin|onset|occur)/i, 'started'],
  [/^(first |fault |issue |problem |incident )?(time )?(of )?(detect|discover|identif|declared?\b)/i, 'detected'],
  [/^(time )?(of )?(mitigat|stabili[sz]|repair)/i, 'mitigated'],
  [/^(impact |incident |outage |issue |problem |time )?(end|resol|recover|restor|fixed|closed|stopp)/i, 'resolved'],
  [/^(?:erste[rn]? )?(?:gemeldet|bemerkt|meldung|signal[ée]|notificad|avisad|aviso|segnalat|gemeld)/i, 'notice'],
  [/^(?:beginn|d[ée]but|inicio|inizio|in[íi]cio)/i, 'started'],
  [/^(?:erkannt|entdeckt|festgestellt|d[ée]tect|detectad|rilevat|ontdekt)/i, 'detected'],
  [/^(?:ende\b|behoben|wiederhergestellt|fin\b|r[ée]solu|r[ée]tabli|resuelt|fine\b|risolt|fim\b|opgelost|einde\b)/i, 'resolved'],
];

const PERSON = `(?:customers?|clients?|users?|members?|merchants?|shops?|partners?|buyers?|vendors?|suppliers?|support|help ?desk|service desk|account managers?|sales|finance|accounting|warehouse|managers?|staff|clerks?|cashiers?|drivers?|dispatchers?|planners?|accountants?|carriers?|tenants?|patients?|students?|guests?|nurses?|reception|branch(?:es)?|stores?|colleagues?|engineers?|on-?call|operators?|developers?|stakeholders?|team|someone|somebody|we|i|he|she|they)`;

/** States by what is told, the most telling first. */
const TOLD: readonly (readonly [RegExp, NoteState | null])[] = [
  // An alert that ends, or that is missing, is neither an alert nor the end of the incident.
  [
    /\balert\S*\b.{0,60}\b(resolv|clear|recover|clos|silenc|stopp)|\b(no|without|missing|lacks?|add|create|tune|silenced?|nobody) .{0,30}\b(alert|alarm|page|monitor)/i,
    null,
  ],
  [
    /\b(alert|alarm|monitor|pager ?duty|opsgenie|page)\S*\b.{0,80}\b(fir(e[sd]?|ing)|trigger\w*|went off|goes off|go off|sent|rais\w*|received|opened)\b|\b(fir(es?|ed)|trigger(s|ed)?)\b.{0,30}\b(alert|alarm)|\bpag(ed|es)\b (the |our )?(on-?call|engineer|team|us\b|sre)|\balert(s|ed)\b (the |our )?(on-?call|engineer|team|us\b|sre)|^(first )?(alert|alarm|page)\b/i,
    'alert',
  ],
  [
    new RegExp(
      String.raw`\b${PERSON}\b.{0,50}\b(notic|report|complain|wrote|writes|call(ed|s)\b|phon|e-?mail|mailed|ticket|ask(ed|s)\b|ping(ed|s)|flag(ged|s)|rais|contact|escalat|tweet|acknowledg|spott|saw|see[sn]?\b|found|t(?:ells?|old) (?:me|us)\b|sa(?:id|ys?) (?:that|they|the)\b)`,
      'i',
    ),
    'notice',
  ],
  // Who it was that called may be anybody: "the baker at Kemi rings: no labels since noon".
  [
    /^(?:an?|one|the|our|two|several|some|many|first)\s[\p{L}' -]{3,60}\s(?:calls?|rings?|phones?|writes?|reports?|asks?|complains?)(?:\s(?:in|up))?\s*(?::|that\b|about\b|why\b|to\s(?:say|ask|complain)\b)/iu,
    'notice',
  ],
  // The same in the languages of the vocabulary.
  [
    /\b(?:kund(?:e|en|in|innen)|h[äa]ndler(?:in)?|filialen?|lager|kolleg(?:e|en|in)|klant(?:en)?)\b.{0,40}\b(?:frag(?:t|en|te|ten)|meld(?:et|en|ete|eten)|beschwer\w*|ruf(?:t|en)|rief(?:en)?|schreib(?:t|en)|vermiss\w*|reklamier\w*|vra(?:agt|gen)|bel(?:t|len)|kla(?:agt|gen))\b|\bclient(?:e?s?|i)\b.{0,40}\b(?:demand(?:e|ent)|signal(?:e|ent|a|an|ano)|appel(?:le|lent)|se pla(?:int|ignent)|pregunta[n]?|llama[n]?|se queja[n]?|avisa[n]?|chied(?:e|ono)|chiama(?:no)?|segnala(?:no)?|si lamenta(?:no)?)\b/iu,
    'notice',
  ],
  [
    /\b(?:hat|haben|hatten?) (?:[\p{L}\d.-]+,? ){0,8}(?:angerufen|gemeldet|geschrieben|reklamiert|nachgefragt|angefragt)\b|\b(?:a|ont|avait) (?:appelé|signalé|téléphoné|écrit)\b|\bh(?:a|an) (?:llamado|avisado|escrito|reclamado)\b|\bh(?:a|anno) (?:chiamato|segnalato|scritto)\b|\b(?:heeft|hebben) (?:\p{L}+ ){0,4}(?:gebeld|gemeld|geschreven)\b|\b(?:ligou|ligaram|avisou|avisaram)\b/iu,
    'notice',
  ],
  [
    /\balarm\w*\b.{0,40}\b(?:ausgel(?:ö|oe)st|schlug an|ging los)|\bbereitschaft\b.{0,30}\b(?:alarmiert|gerufen)|\balerte\b.{0,40}\b(?:d[ée]clench|re[çc]ue)|\bastreinte\b.{0,30}\b(?:appel|alert|pr[ée]ven)|\b(?:alerta|alarma)\b.{0,40}\b(?:salt[óo]|dispar|recib)/iu,
    'alert',
  ],
  [
    /\b(?:bemerkt(?:e|en)?|aufgefallen|fiel(?: \p{L}+){0,4} auf\b|gemerkt|hinweis (?:von|aus|vom|durch)|anruf (?:von|aus|der|des)|meldung (?:von|aus|der|des|vom))\b|\b(?:a|ont|avons|avait) (?:\p{L}+ )?(?:remarqué|constaté|pr[ée]venue?s?)|s['’]est aper[çc]u|\bappel (?:de|du|d['’])|\br[ée]clamation|\b(?:not|avis|reclam|llam|report)(?:ó|aron)(?!\p{L})|\bse d(?:io|ieron) cuenta|\b(?:aviso|llamada|queja) de\b|\b(?:ha|hanno) (?:notato|avvisato)|\bsegnalazione d|\b(?:percebeu|notou|reclamou)\b|\b(?:opgemerkt|melding van)\b/iu,
    'notice',
  ],
  [
    /\b(?:behoben|wiederhergestellt|entst(?:ö|oe)rt|l(?:ä|ae)uft wieder|laufen wieder|r[ée]tablie?s?|r[ée]solue?s?|retour à la normale|resuelt[oa]s?|restablecid[oa]s?|solucionad[oa]s?|risolt[oa]|ripristinat[oa]|resolvid[oa]|restabelecid[oa]|opgelost|hersteld)(?!\p{L})/iu,
    'resolved',
  ],
  [
    /\b(support )?ticket\b.{0,30}\b(opened|created|arrives?|received|filed)|\b(reported by|report(s|ed)? from|complaints? from|e-?mail from|call from|message from)\b|\backnowledge[sd]?\b/i,
    'notice',
  ],
  [
    /\b(mitigat\w+|roll(ed|ing)? ?back|rollback|revert\w*|hot-?fix\w*|work-?around|fix (is |was )?(deployed|released|rolled out)|disabled|paused|drained|fail(ed)? ?over (done|completed|to)|restarted)\b/i,
    'mitigated',
  ],
  [
    /\b(resolved|all clear|recovered|back to normal|(fully )?restored|incident (is |was )?(closed|over|ends?)|(end|end) of (the )?(incident|outage)|outage ends?|answers? again|normal operation|service (is |was )?(healthy|ok)|failover done)\b/i,
    'resolved',
  ],
  [/\b(detect(ed|s)|discover(ed|s)|identif(ied|ies)|reali[sz]ed|found (that|the)|diagnosed|root cause (is |was )?found)\b/i, 'detected'],
  // People who begin to work on an incident do not begin the incident.
  [
    /\b(we|i|he|she|they|team|engineers?|investigati\w+|diagnos\w+|work|call|meeting|bridge|war ?room|rollout|roll-?over|maintenance)\b.{0,30}\b(start|began|begin)|\b(start|began|begin)\w*\b.{0,20}\b(investigat|look|diagnos|debug|work)/i,
    null,
  ],
  [
    /\b(?:begann(?:en)?|seit \d{1,2}[:.]|erste[rn]? (?:fehler|ausf(?:a|ä)ll|ablehnung)|depuis (?:\d{1,2}\s?h|\d{1,2}:)|a commenc[ée]|premi[èe]re (?:erreur|panne)|desde las \d|comenz(?:ó|aron)|empez(?:ó|aron)|primer (?:error|fallo)|dalle (?:ore )?\d)/iu,
    'started',
  ],
  [/\b(start(s|ed)?|begins?|began|onset|first (error|failure|timeout|occurrence)|outage begins)\b/i, 'started'],
];

/** Sections that speak of what shall be done or of what is general: no entry of theirs happened at its time. */
const PLANS =
  /action items?|follow.?ups?|next steps|recommend|lessons|prevent|corrective|to.?dos?\b|what went|where we got lucky|backlog|improvements?|remediation plan|tasks\b|template|contacts?\b|references?$|links$/i;

export const isPlan = (heading: string): boolean => PLANS.test(heading);

export const stateOfKey = (key: string): NoteState | null => KEYS.find(([pattern]) => pattern.test(key.trim()))?.[1] ?? null;

/** What a sentence tells; null when it tells of no state. */
export function stateOf(text: string): NoteState | null {
  return TOLD.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** What people call harm when they talk of it. */
const TROUBLE =
  /\b(twice|double\w*|duplicat\w*|missing|fail\w*|errors?|exceptions?|broken?|(?:is|are|was|seems?|looks?|went|going) down|outage|stuck|delayed|tim(?:e[sd]?|ing) ?outs?|(?:not|never|\w+n['’]t) (?:been )?(?:arriv|work|show|receiv|load|answer|respond|sync|get|got|come|coming|went|going|chang|updat|ship|book|post|appear|finish|complet|clos|print|reach)\w*|incident|wrong|throttl\w*|40[13]s?|429s?|50[0234]s?|5xx|dead.?letters?|dlq|backlog|doppelt\w*|fehl(?:t|en|er)\w*|(?:nichts?|nie|keine?r?) (?:\p{L}+ ){0,3}(?:angekommen|an|da|erhalten|bekommen|gekommen)|kaputt|ausfall|erreurs?|pannes?|deux fois|en double|manqu\w+|fall[oa]s?|duplicad\w+|dos veces|ca[ií]d[oa]|doppi[oe]|manca\w*)\b/iu;

/** What a message of a chat tells. Who speaks is a person: trouble in any words is noticed. Work that starts is no incident. */
export function stateOfMessage(text: string): NoteState | null {
  const state = stateOf(text);
  if (state !== null && state !== 'started') return state;
  return TROUBLE.test(text) ? 'notice' : null;
}

const SEVERITY =
  /\b(sev(?:erity)?[\s:*-]*(?:level )?(?:sev-?)?([0-5])\b|severity[\s:*]+(critical|major|minor|high|medium|moderate|low)\b|priority[\s:*]+(p[0-5]|critical|high|medium|low)\b|\b(p[0-4])\b(?=\s*(?:incident|outage|$|[|,.)])))/i;

/** The severity as the report names it: "SEV-2", "critical"; null when it names none. */
export function severityOf(text: string): string | null {
  const found = SEVERITY.exec(text);
  if (!found) return null;
  return found[2] ? `SEV-${found[2]}` : (found[3] ?? found[4] ?? found[5] ?? null);
}

const WORDS: Readonly<Record<string, number>> = {
  no: 0,
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  dozen: 12,
};
const UNITS =
  'orders?|invoices?|payments?|records?|messages?|events?|jobs?|requests?|customers?|users?|merchants?|webhooks?|deliveries|shipments?|labels?|items?|bookings?|transactions?|entries|accounts?|products?|contacts?|calls?|errors?|duplicates?|e-?mails?|charges?|refunds?|tickets?|rows?|documents?|seconds?|minutes?|mins?|hours?|hrs?|days?|percent|%';
const CLAIM = new RegExp(
  String.raw`(?<![\w:.,/-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|no|zero|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s?(?:[a-z]{4,12} )?(${UNITS})(?![\w-])`,
  'gi',
);

const SPAN = /^(seconds?|minutes?|mins?|hours?|hrs?|days?)$/i;

/** The number with a unit that a text claims, a count before a time: "roughly 40 orders" is 40 orders; null when it claims none. */
export function claimOf(text: string): { value: number; unit: string } | null {
  // "502 errors" names a status, not a count.
  const all = [...text.matchAll(CLAIM)].filter(
    (one) => !(/^[45]\d\d$/.test(one[1] ?? '') && /^(errors?|requests?|calls?)$/i.test(one[2] ?? '')),
  );
  const found = all.find((one) => !SPAN.test(one[2] ?? '')) ?? all[0];
  if (!found) return null;
  const word = (found[1] ?? '').toLowerCase();
  const value = WORDS[word] ?? Number(word.replaceAll(',', ''));
  return Number.isFinite(value) ? { value, unit: (found[2] ?? '').toLowerCase() } : null;
}
