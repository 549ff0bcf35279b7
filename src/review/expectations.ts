/** What an integration of the kind that the flows show must have. */
import type { Control, Expectation } from '../model/review.js';
import type { Material } from './material.js';

/** Empty when the flows show no known kind of integration. */
export function expectationsOf(_material: Material, _controls: readonly Control[]): Expectation[] {
  return [];
}
