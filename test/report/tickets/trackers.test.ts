import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { blocksAdf } from '../../../src/report/tickets/adf.js';
import { renderJiraBulk } from '../../../src/report/tickets/jira-rest.js';
import { renderTickets } from '../../../src/report/tickets/tickets.js';
import { hostileReview } from '../../builders/hostile.js';
import { aTicket } from '../../builders/ticket.js';
import { schemaFaults } from '../../support/schema.js';

const hostile = hostileReview();
const filesOf = (tickets = [aTicket()]) => new Map(renderTickets({ tickets }));
const json = (files: ReadonlyMap<string, string>, name: string) => JSON.parse(files.get(`tickets/${name}`) ?? 'null');
const rows = (files: ReadonlyMap<string, string>, name: string): Record<string, string>[] =>
  parse(files.get(`tickets/${name}`) ?? '', { columns: true, record_delimiter: '\r\n' });

describe('jira-bulk-N.json', () => {
  it('is what the call takes: at most 50 issues, descriptions in ADF', () => {
    const tickets = Array.from({ length: 101 }, (_, at) => aTicket({ summary: `Ticket ${at}` }));
    const requests = renderJiraBulk({ tickets }).map(([name, text]) => ({ name, body: JSON.parse(text) }));
    expect(requests.map(({ name, body }) => [name, body.issueUpdates.length])).toEqual([
      ['jira-bulk-1.json', 50],
      ['jira-bulk-2.json', 50],
      ['jira-bulk-3.json', 1],
    ]);
    expect(requests.flatMap(({ body }) => schemaFaults('jira-issue-bulk', body))).toEqual([]);
    expect(schemaFaults('adf', requests[0]?.body.issueUpdates[0].fields.description)).toEqual([]);
  });

  it('names a component only when the configuration says that the project has it', () => {
    const issue = (over: object) => JSON.parse(renderJiraBulk({ tickets: [aTicket(over)] })[0]?.[1] ?? '').issueUpdates[0].fields;
    expect(issue({}).components).toBeUndefined();
    expect(issue({ componentFrom: 'configuration', project: 'PAY' })).toMatchObject({
      components: [{ name: 'billing' }],
      project: { key: 'PAY' },
    });
  });

  it('fits both schemas whatever the log says', () => {
    const [[, text = ''] = []] = renderJiraBulk(hostile);
    const body = JSON.parse(text);
    expect(schemaFaults('jira-issue-bulk', body)).toEqual([]);
    expect(
      body.issueUpdates.flatMap((issue: { fields: { description: unknown } }) => schemaFaults('adf', issue.fields.description)),
    ).toEqual([]);
  });

  it('makes ADF of every kind of block', () => {
    const adf = blocksAdf([
      { kind: 'text', line: ['a ', { strong: 'b' }, ' ', { code: 'c' }, { state: 'good', text: 'd' }, { finding: 'F-001' }, ''] },
      { kind: 'list', ordered: true, items: ['one', ['two ', { code: '2' }]] },
      { kind: 'table', caption: 'T', header: ['h'], rows: [['cell'], ['']], right: [] },
      { kind: 'code', language: '', text: '' },
      { kind: 'fold', title: 'f', open: false, blocks: [{ kind: 'heading', line: 'h' }] },
    ]);
    expect(schemaFaults('adf', adf)).toEqual([]);
    expect(adf.content.map(({ type }) => type)).toEqual(['paragraph', 'orderedList', 'table', 'codeBlock', 'heading']);
  });
});

describe('other trackers', () => {
  const files = filesOf();

  it('GitHub: bodies of the call that creates an issue', () => {
    expect(json(files, 'github.json')).toEqual([
      {
        title: 'Send an idempotency key with POST /orders',
        body: expect.stringContaining('### Evidence\n\n`billing.log:4` — first create'),
        labels: ['caseharden', 'caseharden-0123456789ab', 'duplicate-write'],
      },
    ]);
  });

  it('GitLab: title and description first, labels by a quick action; labels by name for the API', () => {
    expect(files.get('tickets/gitlab.csv')).toMatch(/^"title","description"\r\n/);
    expect(rows(files, 'gitlab.csv')[0]?.['description']).toMatch(
      /\n\/label ~"caseharden" ~"caseharden-0123456789ab" ~"duplicate-write"\n$/,
    );
    expect(json(files, 'gitlab.json')[0].labels).toBe('caseharden,caseharden-0123456789ab,duplicate-write');
  });

  it('Linear: the columns of its own export', () => {
    expect(rows(files, 'linear.csv')[0]).toMatchObject({
      Title: 'Send an idempotency key with POST /orders',
      Status: 'Todo',
      Priority: 'High',
      Labels: 'caseharden, caseharden-0123456789ab, duplicate-write',
    });
  });

  it('Azure DevOps: a type that every process has, HTML, tags parted by semicolons', () => {
    expect(rows(files, 'azure-devops.csv')[0]).toMatchObject({
      'Work Item Type': 'Task',
      Priority: '2',
      Tags: 'caseharden; caseharden-0123456789ab; duplicate-write',
      Description: expect.stringContaining('<h3>Problem</h3>\n<p>Two orders were created twice.</p>'),
    });
  });

  it('Markdown: a page for each ticket, named by its key', () => {
    expect(files.get('tickets/markdown/caseharden-0123456789ab.md')).toMatch(
      /^# Send an idempotency key with POST \/orders\n\nLabels: `caseharden`,/,
    );
  });

  it('keep within the limits of the trackers, whatever the log says', () => {
    const all = new Map(renderTickets(hostile));
    for (const { title, body, labels } of json(all, 'github.json') as { title: string; body: string; labels: string[] }[]) {
      expect(title.length).toBeLessThanOrEqual(256);
      expect(body.length).toBeLessThanOrEqual(65_536);
      for (const label of labels) expect(label).toMatch(/^\S{1,50}$/);
    }
    for (const row of rows(all, 'azure-devops.csv')) expect(row['Description']).not.toMatch(/<(img|script)/i);
    for (const text of all.values()) expect(text).not.toMatch(/(?![\n\r])[\p{Cc}\p{Cf}\u2028\u2029]/u);
  });
});
