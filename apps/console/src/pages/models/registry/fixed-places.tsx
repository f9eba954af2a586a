import { Alert, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { fixedPlaces } from '../shared/fixed';
import { FollowPromotions } from '../shared/follow-promotions';
import { HowToFollow } from '../shared/how-to-follow';
import type { Model } from '../shared/queries';

/** Says where promotions reach nobody, because the Plan names versions. */
export function FixedPlaces({ models }: { readonly models: readonly Model[] }) {
  const fixed = fixedPlaces(models);
  if (fixed.length === 0) return null;
  return (
    <Alert
      variant="light"
      color="gray"
      styles={{ body: { minWidth: 0 } }}
      icon={<IconInfoCircle size={18} aria-hidden />}
      title={`The Plan names ${fixed.length === 1 ? 'one model' : `${fixed.length} models`} by version: a promotion of them changes nothing for shoppers`}
    >
      <Text size="sm" mb="xs">
        Put the champion there, and the next search after a promotion or a rollback gets the new version.
      </Text>
      <FollowPromotions places={fixed} />
      <details>
        <summary>What to write</summary>
        <HowToFollow places={fixed} />
      </details>
    </Alert>
  );
}
