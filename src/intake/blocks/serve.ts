/** The thread that reads blocks. */
import type { OpenBlock, ReadBlock } from './block.js';
import type { Order, Port, Report } from './messages.js';
import { type BlockReader, createBlockReader } from './read-block.js';

/** Does what it is told at the port. */
export function serve(port: Port): void {
  const files = new Map<number, BlockReader>();
  const open = new Map<number, OpenBlock>();
  const report = (message: Report) => port.post(message, message.read === null ? [] : buffersOf(message.read));
  const read = (number: number, block: OpenBlock) => {
    const { turns, telling, asks, bound } = block;
    if (asks && !bound) open.set(number, block);
    // What is bound to the lines before it is read by whoever read those.
    report({ number, turns: { turns, telling, asks, bound }, read: asks || bound ? null : block.settle([]) });
  };
  port.listen((order: Order) => {
    if (order.does === 'open') files.set(order.file, createBlockReader(order.plan));
    else if (order.does === 'close') files.delete(order.file);
    else if (order.does === 'read') read(order.number, files.get(order.file)!(order.block));
    else {
      const block = open.get(order.number);
      open.delete(order.number);
      if (order.does === 'settle' && block !== undefined) report({ number: order.number, turns: null, read: block.settle(order.begun) });
    }
  });
}

/** The memory of the batches, which is handed over and not copied. */
const buffersOf = ({ batches }: ReadBlock): ArrayBuffer[] => batches.map(({ texts }) => texts.buffer);
