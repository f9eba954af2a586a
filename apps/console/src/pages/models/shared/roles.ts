/** What a kind of models does in a search, in the order of the stages. */
export const roles = [
  { kind: 'encoder', title: 'Encoders', about: 'They turn queries and products into vectors, which find by meaning.' },
  { kind: 'ranker', title: 'Rankers', about: 'They order all candidates of a search by their features.' },
  {
    kind: 'cross-encoder',
    title: 'Cross-encoders',
    about: 'They read query and product together and reorder the best.',
  },
  { kind: 'blend', title: 'Blends', about: 'They weigh the ranker against the cross-encoder.' },
  { kind: '', title: 'Not valid', about: 'They cannot be loaded.' },
] as const;
