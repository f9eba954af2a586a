export type { CrossEncoder, Encoder, PairScores, PairText, Patience } from './models.js';
