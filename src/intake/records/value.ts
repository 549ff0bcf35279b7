/** What a parsed value is made of: told apart in one place for formats, bodies and plans. */
import type { Value } from './format.js';

/** An object of parsed JSON or XML; a list is none. */
export type JsonObject = { [key: string]: Value };

/** True for an object that is no list. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
