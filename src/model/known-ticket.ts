/** A ticket that a tracker holds already, as its export says. */
import { z } from 'zod';

export const KnownTicket = z.object({
  keys: z.array(z.string()).describe('Labels of the form caseharden-xxxxxxxxxxxx: the faults that it is about.'),
  id: z.string().nullable().describe('Name of the ticket in the tracker: PAY-17, #12; null where the export has none.'),
  title: z.string().nullable(),
  open: z.boolean().describe('False when the tracker says done, closed, resolved, canceled or removed.'),
  status: z.string().nullable().describe('State in the words of the tracker.'),
  labels: z.array(z.string()),
  place: z.string().describe('file:line, or file and number of the entry.'),
});
export type KnownTicket = z.infer<typeof KnownTicket>;
