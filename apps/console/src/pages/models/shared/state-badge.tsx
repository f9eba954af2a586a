import { Badge } from '@mantine/core';
import { IconCircleDashed, IconCrown, IconEye } from '@tabler/icons-react';

const looks = {
  champion: { color: 'green', Icon: IconCrown },
  shadow: { color: 'blue', Icon: IconEye },
  candidate: { color: 'gray', Icon: IconCircleDashed },
} as const;

/** `candidate`, `shadow` or `champion`. */
export function StateBadge({ state }: { readonly state: string }) {
  const { color, Icon } = Object.hasOwn(looks, state) ? looks[state as keyof typeof looks] : looks.candidate;
  return (
    <Badge miw="max-content" variant="light" color={color} tt="none" leftSection={<Icon size={12} aria-hidden />}>
      {state}
    </Badge>
  );
}
