import { Text } from '@mantine/core';
import { signedPercent } from '../../ui/format';

interface ChangeProps {
  readonly now: number;
  readonly before: number;
  /** Whether anything was recorded in the span before. */
  readonly anyBefore: boolean;
}

/** How much more or less than in the span before. */
export function Change({ now, before, anyBefore }: ChangeProps) {
  if (!anyBefore) return <>–</>;
  if (before === 0) return <>new</>;
  const change = now / before - 1;
  return (
    <Text span inherit title={`${before} before`}>
      {change > 0 ? '↑' : change < 0 ? '↓' : ''} {signedPercent(change, Math.abs(change) < 0.1 ? 1 : 0)}
    </Text>
  );
}
