/** Labels of steps before the text of a line, under a logger that all steps share: `run-7 Map Order: …`, `Step 3 [Post invoice] …`. */
import { memoOfMessages } from '../../util/memo.js';

/** What was seen of one logger. */
interface Labelled {
  lines: number;
  labelled: number;
  readonly labels: Map<string, number>;
}

export type LabelCounts = Map<string, Labelled>;
/** Labels that stand for a step, by logger. */
export type Labels = ReadonlySet<string>;

/** Behind the id of a run and the number of the step. */
const LABEL =
  /^(?:(?=\S*\d)[\w.:#-]+\s+)?(?:(?:step|schritt|étape|paso|passo|stap)\s+\d{1,3}[:.)]?\s*)?(?:\[([^\]\d[]{3,40})\]\s|(\p{Lu}[\p{L}\d]*(?:[ /&-]+[\p{L}\d]+){0,5}): )/iu;
/** What a line may begin with that names no step. */
const NO_STEP =
  /^(?:(?:fatal |severe |critical )?error|warning|warn|info|note|notice|debug|caused by|exception|failed|failure|success|response|request|result|status|message|reason|details?|fehler|warnung|hinweis|erreur|avertissement|errore|avviso|error|aviso|main|root)$|(?:exception|error)$|^\W*$/i;
/** Fewer lines show no habit; more labels are no steps. */
const LEAST_LINES = 20;
const MOST_LABELS = 30;
const NEARLY_ALL = 0.8;

const labelIn = memoOfMessages((message: string): string | null => {
  const m = LABEL.exec(message.slice(0, 160));
  const label = (m?.[1] ?? m?.[2])?.trim();
  return label === undefined || NO_STEP.test(label) || !/^\p{Lu}/u.test(label) ? null : label;
});

/** Notes a line of the sample. */
export function noteLabel(logger: string | null, message: string, counts: LabelCounts): void {
  if (logger === null) return;
  const seen = counts.get(logger) ?? { lines: 0, labelled: 0, labels: new Map<string, number>() };
  counts.set(logger, seen);
  seen.lines += 1;
  const label = labelIn(message);
  if (label === null) return;
  seen.labelled += 1;
  if (seen.labels.has(label) || seen.labels.size <= MOST_LABELS) seen.labels.set(label, (seen.labels.get(label) ?? 0) + 1);
}

/** Labels of loggers whose lines nearly all begin with one of a few. */
export function labelsOf(counts: LabelCounts): Labels {
  return new Set(
    [...counts].flatMap(([logger, { lines, labelled, labels }]) =>
      lines >= LEAST_LINES && labelled >= NEARLY_ALL * lines && labels.size >= 2 && labels.size <= MOST_LABELS
        ? [...labels.keys()].map((label) => keyOf(logger, label))
        : [],
    ),
  );
}

/** The step that a line is about; null where its logger has none. */
export function stepOf(logger: string, message: string | null, labels: Labels): string | null {
  if (labels.size === 0 || message === null) return null;
  const label = labelIn(message);
  return label !== null && labels.has(keyOf(logger, label)) ? label : null;
}

const keyOf = (logger: string, label: string): string => `${logger}|${label}`;
