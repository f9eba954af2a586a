import { behaviourFeatures } from './declarations/behaviour.js';

/** Whether any of these features reads what shoppers did: where none does, it need not be fetched. */
export function readsBehaviour(features: readonly string[]): boolean {
  return behaviourFeatures.some(({ name }) => features.includes(name));
}
