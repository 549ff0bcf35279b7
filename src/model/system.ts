/** A system under one name, whatever hosts, services and files call it. */
import { z } from 'zod';

const patterns = (what: string) => z.array(z.string().min(1)).default([]).describe(what);

export const SystemSetting = z
  .strictObject({
    hosts: patterns('Hosts under which it is called; * stands for any text.'),
    services: patterns('Names under which its logs name it, or others name it as their caller; * stands for any text.'),
    files: patterns('Files that it wrote, as patterns of paths: `erp/**`, `*-erp.log`.'),
  })
  .refine(({ hosts, services, files }) => hosts.length + services.length + files.length > 0, {
    message: 'names nothing; give hosts, services or files',
  });
export type SystemSetting = z.infer<typeof SystemSetting>;
