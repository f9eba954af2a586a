import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { Message } from '../../../api/client';
import { ProductPicture } from '../../../ui/product-picture';
import classes from './product-list.module.css';

interface ProductListProps {
  readonly title: string;
  readonly shown: Message<'SearchResponse'>;
  readonly other: Message<'SearchResponse'>;
  /** Whether this is the list with the rule, in which moves are told. */
  readonly isAfter: boolean;
}

/** How many are shown; more are compared. */
const most = 10;

/** The first products of one list, each with where it went or came from. */
export function ProductList({ title, shown, other, isAfter }: ProductListProps) {
  const places = new Map(other.products.map(({ product, position }) => [product?.id, position]));
  return (
    <section aria-label={title}>
      <Title order={3} size="sm" mb={6}>
        {title}
      </Title>
      <Stack gap={4} component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {shown.products.slice(0, most).map((ranked) => (
          <Row key={ranked.product?.id} ranked={ranked} elsewhere={places.get(ranked.product?.id)} isAfter={isAfter} />
        ))}
      </Stack>
      {shown.products.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing is found.
        </Text>
      )}
    </section>
  );
}

interface RowProps {
  readonly ranked: Message<'RankedProduct'>;
  readonly elsewhere: number | undefined;
  readonly isAfter: boolean;
}

function Row({ ranked, elsewhere, isAfter }: RowProps) {
  const { id = '', title = '', category = [] } = ranked.product ?? {};
  const isActedOn = (ranked.explanation?.rules.length ?? 0) > 0;
  return (
    <Group
      component="li"
      gap={8}
      wrap="nowrap"
      className={classes['row']}
      data-acted-on={(isAfter && isActedOn) || (!isAfter && elsewhere === undefined) || undefined}
    >
      <Text size="xs" c="dimmed" w={18} ta="right" flex="none">
        {ranked.position}
      </Text>
      <ProductPicture title={title} category={category} size={30} />
      <Text size="sm" lineClamp={2} flex={1} lh={1.25}>
        {title === '' ? id : title}
      </Text>
      {isAfter ? (
        <Move from={elsewhere ?? beforeRules(ranked)} to={ranked.position} />
      ) : (
        elsewhere === undefined && (
          <Badge size="sm" variant="light" color="red" tt="none" flex="none">
            gone
          </Badge>
        )
      )}
    </Group>
  );
}

/** Where the search itself had it, for one that came from further down than is compared. */
function beforeRules({ explanation }: Message<'RankedProduct'>): number | undefined {
  return explanation?.rules[0]?.from;
}

function Move({ from, to }: { readonly from: number | undefined; readonly to: number }) {
  if (from === to) return null;
  const [label, color, words] =
    from === undefined
      ? ['new', 'blue', 'Not found without the rule']
      : from > to
        ? [`↑ ${from - to}`, 'green', `Up from ${from}`]
        : [`↓ ${to - from}`, 'gray', `Down from ${from}`];
  return (
    <Badge size="sm" variant="light" color={color} tt="none" flex="none" title={words}>
      {label}
    </Badge>
  );
}
