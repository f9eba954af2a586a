import { Code, Text } from '@mantine/core';
import type { FixedPlace } from './fixed';

/** What to write into the Plan so that it follows promotions. */
export function HowToFollow({ places }: { readonly places: readonly FixedPlace[] }) {
  const byStage = new Map<string, string[]>();
  for (const { setting, name, named } of places) {
    const [stage = '', field = ''] = setting.split('.');
    byStage.set(stage, [...(byStage.get(stage) ?? []), `    ${field}: ${name}@champion  # now ${named}`]);
  }
  const lines = Array.from(byStage, ([stage, fields]) => [`  ${stage}:`, ...fields]).flat();
  return (
    <>
      <Code block tabIndex={0} aria-label="What to write into weir.yaml">
        {['# weir.yaml, once a version is the champion', 'plan:', ...lines].join('\n')}
      </Code>
      {places.some(({ setting }) => setting === 'retrieval.encoder') && (
        <Text size="sm" mt="xs">
          Another encoder serves after a restart only: the vectors of all products are then made anew.
        </Text>
      )}
    </>
  );
}
