#!/usr/bin/env node
// Writes samples/ anew: the same bytes on every machine. Names, hosts and people are invented.
import fs from 'node:fs';
import path from 'node:path';
import { doubleOrders } from './samples/double-orders.mjs';
import { healthyDay } from './samples/healthy-day.mjs';
import { ledgerOutage } from './samples/ledger-outage.mjs';
import { nightlyInventory } from './samples/nightly-inventory.mjs';
import { webhookEcho } from './samples/webhook-echo.mjs';

const samples = {
  'double-orders': doubleOrders,
  'healthy-day': healthyDay,
  'ledger-outage': ledgerOutage,
  'nightly-inventory': nightlyInventory,
  'webhook-echo': webhookEcho,
};

for (const [name, make] of Object.entries(samples)) {
  const folder = path.join('samples', name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(make())) fs.writeFileSync(path.join(folder, file), text);
}
