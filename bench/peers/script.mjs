// What a first script does: read the lines with ndjson and count the attempts of each record in a Map. Usage: node script.mjs FILE
import fs from 'node:fs';
import ndjson from 'ndjson';

const attempts = new Map();
fs.createReadStream(process.argv[2])
  .pipe(ndjson.parse())
  .on('data', (call) => {
    const key = call.order_id ?? call.charge_id ?? call.contact_id ?? call.item_id;
    attempts.set(key, (attempts.get(key) ?? 0) + 1);
  })
  .on('end', () => console.log([...attempts.values()].filter((count) => count > 1).length));
