/** Where a thread that reads blocks begins. */
import { parentPort } from 'node:worker_threads';
import { serve } from './serve.js';

const port = parentPort;
if (port !== null)
  serve({ post: (message, transfer) => port.postMessage(message, transfer), listen: (take) => void port.on('message', take) });
