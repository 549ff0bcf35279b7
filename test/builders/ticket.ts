/** A ticket with sensible rest. Invented names only. */
import { Ticket } from '../../src/model/ticket.js';

export function aTicket(over: Partial<Ticket> = {}): Ticket {
  return Ticket.parse({
    key: 'caseharden-0123456789ab',
    keys: ['caseharden-0123456789ab'],
    finding: 'F-001',
    findings: ['F-001'],
    fingerprints: ['0123456789abcdef'],
    rules: ['core/double-create'],
    category: 'duplicate_write',
    severity: 'high',
    summary: 'Send an idempotency key with POST /orders',
    problem: 'Two orders were created twice.',
    window: { start: '2026-03-01T09:00:00Z', end: '2026-03-01T13:05:00Z' },
    evidence: [{ file: 'billing.log', line: 4, excerpt: '{"id":71}', why: 'first create' }],
    records: ['A-1001', 'A-1002'],
    recordTotal: 2,
    change: 'Make the key from **source id** and operation.',
    example: { about: 'at Stripe', language: 'http', text: 'POST /orders HTTP/1.1\nIdempotency-Key: A-1001' },
    acceptance: ['A repeated write creates nothing.'],
    verification: { how: 'Audit the next log.', command: 'caseharden audit NEW_LOGS', expect: 'Prints true.' },
    alert: 'DuplicateWrites',
    rollback: 'Turn the flag off.',
    effort: 'days',
    priority: 'High',
    labels: ['caseharden', 'caseharden-0123456789ab', 'duplicate-write'],
    component: 'billing',
    componentFrom: 'input',
    team: null,
    assignee: null,
    project: null,
    fields: {},
    blockedBy: [],
    causedBy: [],
    ...over,
  });
}
