import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRules } from '../../src/rulepack/load.js';
import { openStore, type Store } from '../../src/store/store.js';
import { type ViewDoc, viewDocs } from '../../src/store/view-docs.js';

describe('views.yaml', () => {
  let store: Store;
  let views: ViewDoc[];
  beforeAll(async () => {
    const open = await openStore();
    await open.build([]);
    store = open;
    views = await viewDocs(store);
  });
  afterAll(() => store.close());

  it('documents views that exist, and every column of them', () => {
    for (const view of views) {
      expect(view.columns.length, `${view.name} is no table: mend its name in src/store/views.yaml`).toBeGreaterThan(0);
      const silent = view.columns.filter((column) => column.meaning === '').map((column) => column.name);
      expect(silent, `add these columns of ${view.name} to src/store/views.yaml`).toEqual([]);
    }
  });

  it('documents every view that a built-in rule reads', async () => {
    const { rules } = await loadRules(['rules']);
    const known = new Set(views.map((view) => view.name));
    for (const { id, rule, sql } of rules) {
      const own = new Set(
        [...sql.matchAll(/(?:WITH|,)\s*(?:--[^\n]*\n\s*)*(\w+)\s+AS\s*(?:NOT\s+MATERIALIZED\s*)?\(/g)].map((match) => match[1]),
      );
      const read = [...sql.replace(/--[^\n]*/g, '').matchAll(/(?<!DISTINCT )\b(?:FROM|JOIN)\s+([a-z_]+)/g)].map(
        (match) => match[1] as string,
      );
      const strange = [...read.filter((name) => !own.has(name)), ...rule.requires.map((need) => need.view)].filter(
        (name) => !known.has(name),
      );
      expect([...new Set(strange)], `${id} reads views that src/store/views.yaml does not document`).toEqual([]);
    }
  });
});
