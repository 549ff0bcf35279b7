// A nightly job writes stock levels to a storefront as fast as it can: it runs at its rate limit,
// comes back before it was asked to, and sends levels again that were refused for good (422). The
// exports of both sides show which levels never arrived.
import { accessTime, chance, csv, iso, timedLines } from './tools.mjs';

const START = Date.UTC(2026, 5, 18, 1, 0, 0);
const HOST = 'shop.tidepool.test';
const SKUS = 240;
const FRACTIONAL = new Set([17, 58, 91, 133, 178]); // quantities the storefront refuses for good
const DROPPED = new Set([44, 102, 150, 201]); // still limited after the last attempt

export function nightlyInventory() {
  const dice = chance(53);
  const job = timedLines();
  const proxy = timedLines();
  const warehouse = [['sku', 'location', 'quantity', 'counted_at']];
  const storefront = [['sku', 'location', 'available', 'updated_at']];
  const state = { ms: START + 1500, budget: 40 };

  job.add(START, `ts=${iso(START)} level=info component=stock-sync msg="run started" run_id=run-20260618 levels=${SKUS} max_attempts=4`);
  for (let i = 0; i < SKUS; i++) syncLevel(i);
  job.add(state.ms + 400, `ts=${iso(state.ms + 400)} level=info component=stock-sync msg="run finished" run_id=run-20260618`);
  return {
    'stock-sync.log': job.text(),
    'egress-access.log': proxy.text(),
    'warehouse-stock.csv': csv(warehouse),
    'storefront-stock.csv': csv(storefront),
  };

  function syncLevel(i) {
    const sku = `TP-${String(5000 + i * 7).padStart(5, '0')}`;
    const quantity = FRACTIONAL.has(i) ? `${dice.between(1, 9)}.5` : String(dice.between(0, 180));
    warehouse.push([sku, 'HALL-2', quantity, iso(START - 3_600_000)]);
    for (let attempt = 1; attempt <= 4; attempt++) {
      const status = answer(i, attempt);
      const took = status === 200 ? dice.between(280, 690) : dice.between(9, 24);
      state.ms += took;
      observe(sku, attempt, status, took);
      if (status === 200) {
        storefront.push([sku, 'HALL-2', quantity, iso(state.ms)]);
        return;
      }
      state.ms += status === 429 ? dice.between(240, 260) : 1000;
    }
    job.add(state.ms, `ts=${iso(state.ms)} level=error component=stock-sync msg="giving up on stock level" sku=${sku} attempts=4`);
  }

  // 40 calls are free, then the storefront refuses about half of them: the caller never slows down.
  function answer(i, attempt) {
    if (state.budget > 0) state.budget--;
    else if (DROPPED.has(i) || (attempt < 4 && dice.next() < 0.55)) return 429;
    return FRACTIONAL.has(i) ? 422 : 200;
  }

  function observe(sku, attempt, status, took) {
    const said = {
      200: 'level=info msg="stock level written"',
      422: 'level=error msg="stock level refused" error="quantity must be a whole number"',
      429: 'level=warn msg="too many requests, retrying in 250ms" retry_after=2',
    }[status];
    const ms = state.ms;
    job.add(
      ms,
      `ts=${iso(ms)} ${said} component=stock-sync method=PUT url=https://${HOST}/api/stock-levels/${sku} sku=${sku} attempt=${attempt} status=${status} duration=${took}ms ratelimit_limit=40 ratelimit_remaining=${status === 429 ? 0 : state.budget}`,
    );
    proxy.add(
      ms,
      `10.8.1.14 - stock-sync [${accessTime(ms)}] "PUT https://${HOST}/api/stock-levels/${sku} HTTP/1.1" ${status} ${status === 200 ? 61 : 118} "-" "stock-sync/3.2" ${(took / 1000).toFixed(3)}`,
    );
  }
}
