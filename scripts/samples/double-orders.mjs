// Orders of a shop are pushed to an ERP. Two pushes time out after the ERP has taken them and are
// sent again without an idempotency key: two orders stand twice in the ERP. Small enough to read by eye.
import { chance, csv, iso, plain, timedLines } from './tools.mjs';

const START = Date.UTC(2026, 2, 3, 9, 0, 0);
const URL = 'https://erp.brightline.test/api/v2/orders';
const TIMEOUT_MS = 10_000;
const SLOW = new Set(['SO-2044', 'SO-2049']); // taken by the ERP, answered too late
const REFUSED = 'SO-2051'; // never taken: the second attempt is the only order

export function doubleOrders() {
  const dice = chance(11);
  const log = timedLines();
  const exported = [['erp_id', 'shop_order', 'created_at', 'amount', 'currency', 'status']];
  let erp = 77100;
  const created = (ms, order, amount) => {
    erp += dice.between(1, 3);
    exported.push([`E-${erp}`, order, iso(ms), amount, 'EUR', 'open']);
    return `E-${erp}`;
  };

  log.add(START, `${plain(START)} INFO  [order-push] starting, target ${URL}, timeout ${TIMEOUT_MS} ms, retries 2`);
  for (let i = 0; i < 13; i++) {
    const order = `SO-${2041 + i}`;
    const amount = `${dice.between(18, 260)}.${dice.pick(['00', '50', '90', '95'])}`;
    let at = START + 4000 + i * 21_000 + dice.between(0, 6000);
    log.add(at, `${plain(at)} INFO  [order-push] order ${order} received from shop, ${amount} EUR`);
    at += dice.between(12, 40);
    let attempt = 1;
    if (SLOW.has(order)) {
      created(at + TIMEOUT_MS + dice.between(300, 1900), order, amount);
      at += TIMEOUT_MS;
      log.add(
        at,
        `${plain(at)} WARN  [order-push] POST ${URL} order=${order} attempt=1 failed: timeout of ${TIMEOUT_MS} ms exceeded, retrying in 2000 ms`,
      );
      at += 2000;
      attempt = 2;
    } else if (order === REFUSED) {
      at += 3;
      log.add(at, `${plain(at)} WARN  [order-push] POST ${URL} order=${order} attempt=1 failed: connect ECONNREFUSED, retrying in 2000 ms`);
      at += 2000;
      attempt = 2;
    }
    const took = dice.between(310, 720);
    const id = created(at + took - 20, order, amount);
    at += took;
    log.add(at, `${plain(at)} INFO  [order-push] POST ${URL} order=${order} attempt=${attempt} status=201 duration=${took}ms erp_id=${id}`);
  }
  return { 'order-push.log': log.text(), 'erp-orders.csv': csv(exported) };
}
