import { SimpleGrid, Text, Tooltip, UnstyledButton } from '@mantine/core';
import type { Message } from '../../../api/client';
import { percent } from '../../../ui/format';

type Agreement = Message<'ShadowAgreement'>;

interface Shown {
  readonly name: string;
  readonly value: string;
  readonly about: string;
}

/** How alike two orders are, in six numbers. */
export function AgreementNumbers({ agreement }: { readonly agreement: Agreement }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
      {numbersOf(agreement).map(({ name, value, about }) => (
        <Tooltip key={name} label={about} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
          <UnstyledButton ta="left">
            <Text size="sm" c="dimmed">
              {name}
            </Text>
            <Text size="xl">{value}</Text>
          </UnstyledButton>
        </Tooltip>
      ))}
    </SimpleGrid>
  );
}

function numbersOf(agreement: Agreement): readonly Shown[] {
  const { overlap, rank_biased_overlap: rbo, tau, rho, moved, same_first: sameFirst } = agreement;
  return [
    {
      name: 'Overlap of ten',
      value: percent(overlap),
      about: 'Share of the first ten products that both orders show.',
    },
    {
      name: 'Rank-biased overlap',
      value: fixed(rbo),
      about: 'Agreement of the first twenty that counts more the higher it is; 1 for equal orders.',
    },
    {
      name: 'Kendall’s tau',
      value: fixed(tau),
      about: 'How alike both order what both have in their first twenty: 1 the same, −1 reversed.',
    },
    { name: 'Spearman’s rho', value: fixed(rho), about: 'The same, by the distances of the ranks.' },
    {
      name: 'Places moved',
      value: moved.toLocaleString(undefined, { maximumFractionDigits: 1 }),
      about: 'How many places a product of the champion’s first ten moves, on average.',
    },
    { name: 'Same first', value: percent(sameFirst), about: 'Share of the searches with the same first product.' },
  ];
}

function fixed(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3).replace('-', '\u2212');
}
