/** Who mends the findings of a system, and what its tickets say. */
import { z } from 'zod';
import type { Subject } from './finding.js';
import { namePattern } from './name-pattern.js';

export const Owner = z
  .strictObject({
    team: z.string().min(1).optional().describe('Team, told in the ticket and as a label of alerts.'),
    assignee: z.string().min(1).optional().describe('User name for the field Assignee of tickets.'),
    component: z.string().min(1).optional().describe('Component of tickets; the name of the system when left out.'),
    project: z.string().min(1).optional().describe('Key of the project that tickets go to.'),
    labels: z.array(z.string().regex(/^\S+$/, 'holds a blank; labels are single words')).default([]).describe('More labels for tickets.'),
    fields: z.record(z.string().min(1), z.string()).default({}).describe('More fields of tickets: name of the column to its value.'),
  })
  .refine((one) => one.labels.length > 0 || Object.keys(one.fields).length > 0 || Object.keys(one).length > 2, {
    message: 'says nothing; give team, assignee, component, project, labels or fields',
  });
export type Owner = z.infer<typeof Owner>;

/** Name of a system, or a pattern of names, to its owner. */
export type Owners = Readonly<Record<string, Owner>>;

/** The entry of the owner of a finding: most mends are the caller's, so its owner comes first, then that of the target. */
export function ownerOf(owners: Owners, { source, target }: Pick<Subject, 'source' | 'target'>): { system: string; owner: Owner } | null {
  for (const system of [source, target]) {
    if (system === null) continue;
    const name = Object.hasOwn(owners, system) ? system : Object.keys(owners).find((one) => namePattern(one).test(system));
    const owner = name === undefined ? undefined : owners[name];
    if (owner !== undefined) return { system, owner };
  }
  return null;
}
