export { WholeFile, writeWhole, writingWhole } from './whole-file.js';
