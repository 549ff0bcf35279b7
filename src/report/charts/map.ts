/** The integration map, drawn: callers, operations, targets; as wide as their calls, coloured by their failures. */
import type { OperationFacts } from '../../model/facts.js';
import type { Review } from '../../model/review.js';
import { count, formatShare } from '../../util/numbers.js';
import { cut, oneLine } from '../escape.js';
import type { Chart } from './chart.js';
import { svgOf } from './svg.js';

const MOST_OPERATIONS = 14;
/** Room for the names of the targets, in units of the drawing. */
const LABELS = 210;
/** Shares of failed calls from which an operation is drawn as troubled: colour only, the table has the numbers. */
const TROUBLED = 0.05;
const FAILING = 0.3;

export function mapChart({ facts }: Review): Chart | null {
  const shown = [...facts.operations].sort((a, b) => b.calls - a.calls || (a.operation < b.operation ? -1 : 1)).slice(0, MOST_OPERATIONS);
  if (shown.length === 0) return null;
  const names = shown.map((operation, at) => ({
    operation,
    caller: `c:${operation.source ?? ''}`,
    own: `o:${at}`,
    target: `t:${operation.target ?? ''}`,
  }));
  // A caller may be a target elsewhere: the columns keep them apart, so that no circle arises.
  const nodes = new Map<string, object>();
  for (const { operation, caller, own, target } of names) {
    nodes.set(caller, node(caller, operation.source ?? 'caller not named', 0));
    nodes.set(own, {
      ...node(own, `${operation.operation} · ${count(operation.calls, 'call')}`, 1),
      itemStyle: { color: colourOf(operation) },
    });
    nodes.set(target, node(target, operation.target ?? 'target not named', 2));
  }
  const links = names.flatMap(({ operation, caller, own, target }) => [link(caller, own, operation), link(own, target, operation)]);
  const rest = facts.operations.length - shown.length;
  const caption = `Callers, operations and targets; the wider, the more calls. Blue: under ${formatShare(TROUBLED)} of the calls failed, orange: up to ${formatShare(FAILING)}, red: more.${rest > 0 ? ` The table has ${count(rest, 'operation')} more.` : ''}`;
  const option = {
    series: [
      {
        type: 'sankey',
        left: 8,
        right: LABELS,
        top: 8,
        bottom: 8,
        nodeWidth: 10,
        nodeGap: 14,
        layoutIterations: 32,
        draggable: false,
        data: [...nodes.values()],
        links,
      },
    ],
  };
  return {
    section: 'integration-map',
    title: 'Callers, operations and targets',
    caption,
    svg: svgOf(option, Math.max(120, shown.length * 34 + 16), 'map', caption),
  };
}

function node(name: string, label: string, depth: 0 | 1 | 2): object {
  return {
    name,
    depth,
    itemStyle: { color: 'var(--soft)', borderWidth: 0 },
    label: { formatter: cut(oneLine(label), depth === 1 ? 50 : 28), color: 'var(--ink)', position: 'right' },
  };
}

/** A root, so that a busy operation does not press the others to nothing. */
function link(source: string, target: string, operation: OperationFacts): object {
  return { source, target, value: Math.sqrt(operation.calls), lineStyle: { color: colourOf(operation), opacity: 0.35, curveness: 0.5 } };
}

function colourOf(operation: OperationFacts): string {
  const failed = (operation.calls - operation.ok - operation.replayed) / operation.calls;
  return failed > FAILING ? 'var(--alert)' : failed >= TROUBLED ? 'var(--failed)' : 'var(--ok)';
}
