/** The remote procedure that a message names, and how its call ended: "shop.v1.Carts/AddItem: UNAVAILABLE". */

import { GRPC } from '../exchanges/procedure.js';
import { callVerbs } from '../vocabulary/mining.js';
import type { MessageFacts } from './message.js';

/** The full name of a method as gRPC writes it: packages in small letters, then service and method with capitals. */
const METHOD = /(?<![\w./-])\/?((?:[a-z_]\w*\.)+[A-Z]\w*\/[A-Z]\w*)(?![\w/])/;

/** UNAVAILABLE as most write it, Unavailable as Go does. */
const CODES = new Map(GRPC.flatMap((code) => [[code, code] as const, [inCapitals(code), code] as const]));

const CODE = new RegExp(String.raw`(?:\b(?:status|code|StatusCode)\s*[.=:]?\s*|(?:->|=>|→|:)\s*)(${[...CODES.keys()].join('|')})\b`);

/** How the call ended, said right behind its name: `shop.v1.Carts/AddItem ok target=…`. */
const ENDED_WELL = /^["'\])]?[:,]?\s+(?:->\s*|=>\s*|- )?(?:(?:call|request|rpc) )?(?:ok|succeeded|completed|finished)\b/i;

function inCapitals(code: string): string {
  return code.replace(/_?([A-Z])([A-Z]*)/g, (_, first: string, rest: string) => first + rest.toLowerCase());
}

/** `Calling CreateOrder at https://…`: the procedures of a web service share one address, and the name tells them apart. */
const CALLED =
  /\b(?:[Cc]all(?:ing|s|ed)?|[Ii]nvok(?:ing|es?|ed)|[Ee]xecut(?:ing|es?|ed)|[Ss]end(?:ing|s)?|[Rr]equest(?:ing|s)?)\s+(?:the\s+)?(?:(?:soap\s+)?(?:operation|method|action)\s+)?([A-Z][a-z]+(?:[A-Z][a-z0-9]+)+)\s+(?:at|on|to|via|of)\s+["'(]?https?:\/\//;

/** `submitClaim https://…/ws/Claims`: a verb and what it is done to, as one word before the address. */
const BEFORE_ADDRESS = /(?<![\w./:-])(([a-z]{2,12}|[A-Z][a-z]{1,11})(?:[A-Z][a-z0-9]+)+)\s+(?:at |on |to |-> ?|→ ?)?["'(]?https?:\/\//;

function calledBeforeAddress(text: string): string | undefined {
  const [, name, verb] = BEFORE_ADDRESS.exec(text) ?? [];
  return verb !== undefined && callVerbs().has(verb.toLowerCase()) ? name : undefined;
}

/** Adds the method, and behind it the code, as if they were stated in fields. */
export function readProcedure(text: string, facts: MessageFacts): void {
  const method = METHOD.exec(text);
  if (method === null) {
    const called = CALLED.exec(text)?.[1] ?? calledBeforeAddress(text);
    if (called !== undefined) facts.pairs.push({ name: 'rpc.method', value: called });
    return;
  }
  facts.pairs.push({ name: 'rpc.method', value: method[1]! });
  const behind = text.slice(method.index + method[0].length);
  const code = CODES.get(CODE.exec(behind)?.[1] ?? '') ?? (ENDED_WELL.test(behind) ? 'OK' : undefined);
  if (code !== undefined) facts.pairs.push({ name: 'rpc.grpc.status_code', value: code });
}
