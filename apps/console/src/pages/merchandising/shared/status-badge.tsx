import { Badge } from '@mantine/core';

const looks: Readonly<Record<string, { readonly color: string; readonly label: string }>> = {
  active: { color: 'green', label: 'active now' },
  scheduled: { color: 'blue', label: 'scheduled' },
  draft: { color: 'yellow', label: 'draft' },
  off: { color: 'gray', label: 'off' },
  ended: { color: 'gray', label: 'ended' },
};

/** Where a rule stands. */
export function StatusBadge({ status }: { readonly status: string }) {
  const { color, label } = looks[status] ?? { color: 'gray', label: status };
  return (
    <Badge variant="light" color={color} tt="none">
      {label}
    </Badge>
  );
}
