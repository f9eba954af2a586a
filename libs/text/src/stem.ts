import { stemmer } from 'stemmer';

/**
 * English stem of a folded word (Porter 1980). Words of up to three letters stay ("gas", "bus"; but "tvs" is "tv"),
 * as do words with digits or letters outside a-z; plurals that Porter misses are looked up.
 */
export function stem(word: string): string {
  if (word.length <= 3) return initialism.test(word) ? word.slice(0, -1) : word;
  if (!plain.test(word)) return word;
  return stemmer(irregular[word] ?? word);
}

/** Words whose stem is this one though they begin otherwise ("mice" of "mous"). */
export function irregularForms(term: string): readonly string[] {
  return formsOf.get(term) ?? [];
}

const plain = /^[a-z]+$/;
const initialism = /^[b-df-hj-np-tv-z]{2}s$/;

const irregular: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  knives: 'knife',
  shelves: 'shelf',
  leaves: 'leaf',
  halves: 'half',
  wives: 'wife',
  lives: 'life',
  loaves: 'loaf',
  calves: 'calf',
  scarves: 'scarf',
  wolves: 'wolf',
  feet: 'foot',
  teeth: 'tooth',
  mice: 'mouse',
  geese: 'goose',
  children: 'child',
  childrens: 'child',
  mens: 'men',
  womens: 'women',
  dvds: 'dvd',
  accessories: 'accessory',
});

const formsOf = new Map<string, string[]>();
for (const [form, singular] of Object.entries(irregular)) {
  const term = stemmer(singular);
  formsOf.set(term, [...(formsOf.get(term) ?? []), form]);
}
