import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHourglass, IconInfoCircle } from '@tabler/icons-react';
import type { Message } from '../../../api/client';
import { number } from '../../../ui/format';

const byAction = {
  ship: { title: 'Ship it', color: 'green', icon: IconCircleCheck },
  roll_back: { title: 'Go back to the control', color: 'red', icon: IconAlertTriangle },
  broken: { title: 'Do not trust this experiment', color: 'red', icon: IconAlertTriangle },
  stop: { title: 'Stop: nothing was found', color: 'blue', icon: IconInfoCircle },
  keep_running: { title: 'Keep it running', color: 'gray', icon: IconHourglass },
  none: { title: 'It is over', color: 'gray', icon: IconInfoCircle },
} as const;

/** What to do, in a sentence. */
export function RecommendationCard({ results }: { readonly results: Message<'GetResultsResponse'> }) {
  const { action = 'none', reason = '', days_left: days } = results.recommendation ?? {};
  const { title, color, icon: Icon } = action in byAction ? byAction[action as keyof typeof byAction] : byAction.none;
  return (
    <Alert color={color} title={title} icon={<Icon size={20} aria-hidden />} role="status" aria-label="Recommendation">
      <Text>{reason}</Text>
      {days !== undefined && (
        <Text size="sm" mt={4}>
          About {number(Math.max(1, Math.ceil(days)))} more days at the present traffic.
        </Text>
      )}
    </Alert>
  );
}
