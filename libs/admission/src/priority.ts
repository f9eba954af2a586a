/** Who waits: a shopper for a page (`interactive`), or a tool for many of them (`batch`: evaluations, simulations, crawlers). */
export const priorities = ['interactive', 'batch'] as const;
export type Priority = (typeof priorities)[number];
