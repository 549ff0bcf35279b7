import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { knownTickets } from '../../../src/intake/records/tracker-export.js';
import type { Review } from '../../../src/model/review.js';
import { renderTickets } from '../../../src/report/tickets/tickets.js';
import { compareTickets } from '../../../src/review/tickets/known.js';
import { aDetection, anOutcome, aReview, aRule } from '../../builders/review.js';

const lost = aRule({ name: 'lost', category: 'unsynced_record', remedy: { ...aRule().rule.remedy, control: 'dead_letter' } });
const rules = [aRule(), lost];
const twice = aDetection();
const gone = aDetection({ rule: 'core/lost', category: 'unsynced_record', keys: ['B-1'] });
const first = aReview([twice, gone], { rules });
const file = (review: Review, name: string) => new Map(renderTickets(review)).get(`tickets/${name}`) ?? '';
const states = (review: Review, known: ReturnType<typeof knownTickets>) => compareTickets(review, known).map(({ state }) => state);

/** What a tracker exports after it took what an audit wrote; `closed` tickets were done since. */
const EXPORTS: Readonly<Record<string, (review: Review, closed: boolean) => string>> = {
  'Jira CSV': (review, closed) =>
    file(review, 'jira.csv')
      .replace(/^/, '"Issue key","Status",')
      .replace(/\r\n"(?=[^\r]*Task)/g, `\r\n"PAY-1","${closed ? 'Done' : 'In Progress'}","`),
  'Jira JSON': (review, closed) =>
    JSON.stringify({
      issues: JSON.parse(file(review, 'jira-bulk-1.json')).issueUpdates.map((issue: { fields: object }, at: number) => ({
        key: `PAY-${at + 1}`,
        fields: {
          ...issue.fields,
          status: { name: closed ? 'Erledigt' : 'In Arbeit', statusCategory: { key: closed ? 'done' : 'indeterminate' } },
        },
      })),
    }),
  'GitHub JSON': (review, closed) =>
    JSON.stringify(
      JSON.parse(file(review, 'github.json')).map((issue: { labels: string[] }, at: number) => ({
        ...issue,
        number: at + 1,
        state: closed ? 'CLOSED' : 'OPEN',
        labels: issue.labels.map((name) => ({ name })),
      })),
    ),
  'GitHub, a line each': (review, closed) =>
    JSON.parse(file(review, 'github.json'))
      .map((issue: object, at: number) => `${JSON.stringify({ ...issue, number: at + 1, state: closed ? 'closed' : 'open' })}\n`)
      .join(''),
  'GitLab JSON': (review, closed) =>
    JSON.stringify(
      JSON.parse(file(review, 'gitlab.json')).map((issue: { labels: string }, at: number) => ({
        ...issue,
        iid: at + 1,
        state: closed ? 'closed' : 'opened',
        labels: issue.labels.split(','),
      })),
    ),
  'GitLab CSV without labels': (review, closed) =>
    file(review, 'gitlab.csv')
      .replace('"title"', '"Issue ID","State","Title"')
      .replace(/\r\n"(?=[^"\r\n]*",")/g, `\r\n"7","${closed ? 'Closed' : 'Open'}","`),
  'Linear CSV': (review, closed) => file(review, 'linear.csv').replaceAll('"Todo"', closed ? '"Done"' : '"In Progress"'),
  'Linear JSON': (review, closed) =>
    JSON.stringify({
      data: {
        issues: {
          nodes: JSON.parse(file(review, 'github.json')).map((issue: { title: string; labels: string[] }) => ({
            identifier: 'ENG-1',
            title: issue.title,
            state: { name: 'Shipped', type: closed ? 'completed' : 'started' },
            labels: { nodes: issue.labels.map((name) => ({ name })) },
          })),
        },
      },
    }),
  'Azure DevOps CSV': (review, closed) =>
    file(review, 'azure-devops.csv')
      .replace('"Work Item Type"', '"ID","State","Work Item Type"')
      .replaceAll('\r\n"Task"', `\r\n"12","${closed ? 'Closed' : 'Active'}","Task"`),
  'Azure DevOps JSON': (review, closed) =>
    JSON.stringify({
      value: review.tickets.map((ticket, at) => ({
        id: at + 1,
        fields: { 'System.Title': ticket.summary, 'System.State': closed ? 'Closed' : 'New', 'System.Tags': ticket.labels.join('; ') },
      })),
    }),
};

describe.each(Object.entries(EXPORTS))('%s', (_, exported) => {
  const open = knownTickets('export', exported(first, false));
  const closed = knownTickets('export', exported(first, true));

  it('the same audit again writes nothing: every ticket is known', () => {
    expect(states(first, [])).toEqual(['new', 'new']);
    expect(states(first, open)).toEqual(['still_open', 'still_open']);
  });

  it('a mended log reports the mended ones as fixed', () => {
    const mended = aReview([gone], { rules });
    expect(states(mended, open)).toEqual(['still_open', 'fixed']);
    expect(compareTickets(mended, open)[1]?.known?.keys).toEqual(
      first.tickets.find(({ category }) => category === 'duplicate_write')?.keys,
    );
  });

  it('what was closed and is found again has regressed', () => {
    expect(states(first, closed)).toEqual(['regressed', 'regressed']);
  });
});

describe('what is not found any more', () => {
  const open = knownTickets('export', EXPORTS['GitHub JSON']?.(first, false) ?? '');

  it('is not called fixed when its rule could not judge', () => {
    const blind = [anOutcome({ outcome: 'not_judged', findings: 0 }), anOutcome({ rule: 'core/lost', outcome: 'clear', findings: 0 })];
    const compared = compareTickets(aReview([], { rules, outcomes: blind }), open);
    expect(compared.map(({ state, known }) => [known?.labels.includes('duplicate-write'), state])).toEqual(
      expect.arrayContaining([
        [true, 'not_judged'],
        [false, 'fixed'],
      ]),
    );
  });

  it('is not called fixed when the finding is there without a ticket', () => {
    expect(states({ ...first, tickets: [] }, open)).toEqual(['not_judged', 'not_judged']);
  });
});

describe('exports', () => {
  it('an open ticket counts before one that was closed earlier', () => {
    const key = first.tickets[0]?.key;
    const known = knownTickets(
      'x.json',
      JSON.stringify([
        { title: 'old', state: 'closed', labels: [key] },
        { title: 'now', state: 'open', labels: [key] },
      ]),
    );
    expect(compareTickets(first, known)[0]).toMatchObject({ state: 'still_open', known: { title: 'now' } });
  });

  it('leave out what no audit wrote', () => {
    expect(knownTickets('x.csv', 'Title,Labels\nA bug,ui\n')).toEqual([]);
    expect(knownTickets('x.json', '{"issues":[]}')).toEqual([]);
  });

  it('that are neither CSV nor JSON are refused', () => {
    expect(() => knownTickets('x.json', '{"issues":')).toThrow(SyntaxError);
    expect(knownTickets('x.yml', stringify([{ title: 'a' }]))).toEqual([]);
  });
});
