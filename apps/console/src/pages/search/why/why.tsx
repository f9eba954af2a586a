import { Drawer, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { ProductPicture } from '../../../ui/product-picture';
import { idOf, titleOf } from '../lists/moves';
import { nameOfChoice, type PlanChoice } from '../plans/presets';
import type { Side } from '../state';
import { type Answers, listDepth, type Ranked } from '../use-answers';
import { WhyThere } from './why-there';

interface WhyProps {
  /** Id of the product; undefined: the panel is closed. */
  readonly product: string | undefined;
  readonly answers: Answers;
  readonly plans: Readonly<Record<Side, PlanChoice>>;
  readonly onClose: () => void;
}

/** Why a product stands where it stands, by both Plans. */
export function Why({ product, answers, plans, onClose }: WhyProps) {
  const inList = (side: Side): Ranked | undefined =>
    answers[side].data?.products.find((each) => idOf(each) === product);
  const any = inList('a') ?? inList('b');
  return (
    <Drawer
      opened={product !== undefined}
      onClose={onClose}
      position="right"
      size={920}
      title={
        <Group gap="sm" wrap="nowrap">
          {any !== undefined && (
            <ProductPicture title={titleOf(any)} category={any.product?.category ?? []} size={36} />
          )}
          <div>
            <Text fw={600} lineClamp={1}>
              {any === undefined ? product : titleOf(any)}
            </Text>
            <Text size="xs" c="dimmed" lineClamp={1}>
              {[product, ...(any?.product?.category ?? [])].join(' · ')}
            </Text>
          </div>
        </Group>
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {(['a', 'b'] as const).map((side) => {
          const ranked = inList(side);
          return (
            <Stack key={side} gap="md" component="section" aria-label={`Why by Plan ${side.toUpperCase()}`}>
              <Title order={2}>
                {side.toUpperCase()} · {nameOfChoice(plans[side])}
              </Title>
              {ranked === undefined ? (
                <Text c="dimmed" size="sm">
                  {answers[side].data === undefined
                    ? 'Its answer is not there yet.'
                    : `It is not among the first ${listDepth} of this Plan.`}
                </Text>
              ) : (
                <WhyThere ranked={ranked} />
              )}
            </Stack>
          );
        })}
      </SimpleGrid>
    </Drawer>
  );
}
