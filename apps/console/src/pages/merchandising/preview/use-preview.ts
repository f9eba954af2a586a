import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { answered, api, type Message } from '../../../api/client';
import { canPreview, type RuleForm, toRule } from '../shared/rule';

/** How many of the first products are compared. */
const compared = 24;

export interface PreviewState {
  /** What is searched for; '' on a category page. */
  readonly query: string;
  readonly before: Message<'SearchResponse'> | undefined;
  readonly after: Message<'SearchResponse'> | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  /** Undefined where there is enough of a rule to preview. */
  readonly missing: string | undefined;
}

/** The same search without and with the rule as it stands in the form, saved or not. */
export function usePreview(form: RuleForm): PreviewState {
  const { query: chosen } = useSearch({ strict: false });
  const [rule] = useDebouncedValue(form, 300);
  const { query, filters, attributes } = sampleOf(rule, chosen);
  const isBrowsable = query !== '' || filters.length > 0;
  const enabled = canPreview(rule) && isBrowsable;
  const written = toRule(rule);
  const request = { query, filters, attributes, page_size: compared, explain: true };
  const lists = useQuery({
    queryKey: ['preview', request, written],
    queryFn: async () => {
      const without = { merchandising: { rules: { [written.key ?? '']: false } } };
      const [before, after] = await Promise.all([
        answered(api.POST('/v1/search', { body: { ...request, plan: without } })),
        answered(api.POST('/v1/search', { body: { ...request, rules: [written] } })),
      ]);
      return { before, after };
    },
    enabled,
    placeholderData: keepPreviousData,
  });
  return {
    query,
    before: enabled ? lists.data?.before : undefined,
    after: enabled ? lists.data?.after : undefined,
    error: enabled ? lists.error : null,
    isPending: enabled && lists.isPending,
    missing: enabled ? undefined : missingOf(rule, isBrowsable),
  };
}

/** A search that the rule is for, unless another query is asked for. */
function sampleOf({ when }: RuleForm, chosen: string | undefined) {
  // An expression is no query itself.
  const written = when.query?.test === 'matches' ? undefined : when.query?.values[0];
  const query = chosen ?? written ?? '';
  const [category] = when.categories;
  return {
    query,
    filters: category === undefined ? [] : [{ field: 'category', values: [category] }],
    attributes: Object.fromEntries(
      when.attributes.flatMap(({ name, values: [value] }) =>
        name === '' || value === undefined ? [] : [[name, value]],
      ),
    ),
  };
}

function missingOf(rule: RuleForm, isBrowsable: boolean): string {
  if (canPreview(rule) && !isBrowsable) return 'Type a query that the rule is for.';
  return 'Say when the rule acts and what it does: the lists before and after appear here as you type.';
}
