/** What the words of a message say of who wrote it. */
import { memoOfMessages } from '../../util/memo.js';

const CALLER_WORDS =
  /\b(?:outbound|outgoing|upstream|client|call(?:ed|ing)? to|sync|push|export|retry|retrying|dispatch|deliver|publish|connector|adapter|gateway client|poller|worker|agent)\b/i;
const TARGET_WORDS =
  /\b(?:incoming|inbound|request completed|request errored|request aborted|handled|served|access log|http request|responded|completed \d{3}|^http$|^request$)\b/i;

const BARE_REQUEST = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ \d{3}\b/;
/** `200 OK: GET - /orders in 12ms`, as the servers of Ktor write it; `Sent 201 in 12ms` as Plug does. */
const SERVED = /^\d{3} [A-Z][\w ]*: (?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) - \/|(?:^|\[)(?:Sent|Chunked) \d{3} in \d+(?:ms|µs)\]?$/;
/** A receiver speaks of what it did with a delivery; the sender speaks of sending it. */
const RECEIVER_WORDS =
  /\b(?:webhook|hook|callback|notification)s? (?:was |is )?(?:answered|acknowledged|ack(?:ed)?|responded|replied|handled)\b|\bclients? (?:has |had |was |is )?(?:went away|gone|left|hung up|gave up|disconnected|closed)\b/i;

/** Whom a delivery came in at; of one that was sent, the sender says "accepted" too, and names where it went. */
const ARRIVAL_WORDS =
  /\b(?:webhook|hook|callback|notification|deliver(?:y|ie)|event)s? (?:was |were |is |has been )?(?:accepted|arrived|received)\b|\b(?:received|accepted) (?:a |an |the )?(?:webhook|hook|callback|notification|delivery|event)\b/i;

/** A request line as servers and proxies write it, behind an address or a time; libraries of callers put the host before it. */
const SERVED_LINE = /(?<!:\/\/\S+ ?)"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S* HTTP\/\d(?:\.\d)?" \d{3}\b/;

/** A controller and its action are parts of a server: `method=POST path=/orders controller=OrdersController action=create status=201`. */
const HANDLED_BY = /\bcontroller=\S+ action=\S+/;

/** What the words of a message say of who wrote it: a proxy, or how much speaks for the caller and for the target. */
export interface Voice {
  readonly proxy: boolean;
  readonly caller: number;
  readonly target: number;
  readonly bare: boolean;
  readonly arrival: boolean;
}

function readVoice(message: string): Voice {
  return {
    // The error logs of proxies name the client on one side and the upstream on the other.
    proxy: /\bupstream\b/.test(message) && (/\bclient: /.test(message) || SERVED_LINE.test(message)),
    caller: (CALLER_WORDS.test(message) ? 1 : 0) + (/(?:->|→|=>|<--|returned|responded with|failed with)\s/.test(message) ? 1 : 0),
    target:
      (TARGET_WORDS.test(message) ? 2 : 0) +
      (RECEIVER_WORDS.test(message) || SERVED.test(message) || SERVED_LINE.test(message) || HANDLED_BY.test(message) ? 4 : 0),
    bare: BARE_REQUEST.test(message),
    arrival: ARRIVAL_WORDS.test(message),
  };
}

const SILENT: Voice = { proxy: false, caller: 0, target: 0, bare: false, arrival: false };
const knownVoice = memoOfMessages(readVoice);

/** The voice of a message; none is silent. */
export const voiceOf = (message: string | null): Voice => (message === null ? SILENT : knownVoice(message));
