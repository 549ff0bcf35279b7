/** The words of `vocabulary/mining.yaml` and `vocabulary/nouns.yaml` as sets. */
import { miningWords } from '../vocabulary/mining.js';
import { nouns } from '../vocabulary/nouns.js';

/** True for a word after which a number or identifier belongs to the program, not to the business. */
export function isMachinery(word: string): boolean {
  const last = word.split(/[-_.]/).at(-1)!;
  return miningWords().machinery.has(word) || miningWords().machinery.has(last) || nouns().never.has(last);
}

/** True for a word that names machinery in one house and what is passed on in another. */
export const isEither = (word: string): boolean => nouns().either.has(word);

/** True for a word before which a number is a count or a measure. */
export function isCounted(word: string): boolean {
  return word === '%' || word === '/' || miningWords().counted.has(word);
}

/** True for the name of a thing that integrations pass on: order, facture, Bestellung. */
export function isNoun(word: string): boolean {
  const { work, party } = nouns();
  return (work.has(word) || party.has(word)) && !miningWords().machinery.has(word);
}

/** True for a noun whose bare number is a key: `order 4711`, not `credit 200`. */
export function namesKey(word: string): boolean {
  return isNoun(word) && !nouns().quantity.has(word);
}

export const isAnswer = (word: string): boolean => miningWords().answer.has(word);
/** True for a word before the number of the state of a record. */
export const isVersion = (word: string): boolean => miningWords().version.has(word);
export const isAttempt = (word: string): boolean => miningWords().attempt.has(word);
/** True for what others are told of, or by: event, notification, webhook. */
export const isEvent = (word: string): boolean => miningWords().event.has(word) || miningWords().delivery.has(word);
/** True for a word that says that an identifier follows, and not whose. */
export const isIdentifier = (word: string): boolean => nouns().id_suffixes.has(word) || nouns().key_suffixes.has(word);
/** True for the name of a count of deliveries of one event. */
export const isDelivery = (word: string): boolean => miningWords().delivery.has(word);
