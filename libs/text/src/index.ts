export { hasDigit } from './token.js';
export type { Token } from './token.js';
