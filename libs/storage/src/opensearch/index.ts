export { openOpenSearchStorage } from './open-storage.js';
