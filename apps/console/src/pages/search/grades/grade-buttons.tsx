import { ActionIcon, Group, Tooltip } from '@mantine/core';

/** What each grade says. */
export const meanings = ['not at all', 'somewhat', 'good', 'exactly it'] as const;
const colors = ['red', 'orange', 'blue', 'green'] as const;

interface GradeButtonsProps {
  readonly grade: number | undefined;
  /** Of the product, for those who do not see it. */
  readonly title: string;
  /** Whether the tab key reaches them. */
  readonly reachable: boolean;
  readonly onGrade: (grade: number | undefined) => void;
}

/** Four grades; the one that was given takes itself back. */
export function GradeButtons({ grade, title, reachable, onGrade }: GradeButtonsProps) {
  return (
    <Group gap={2} wrap="nowrap" role="group" aria-label={`Grade of ${title}`}>
      {meanings.map((meaning, value) => (
        <Tooltip key={meaning} label={`${value}: ${meaning}`} openDelay={500}>
          <ActionIcon
            size={26}
            variant={grade === value ? 'filled' : 'default'}
            color={colors[value]!}
            aria-pressed={grade === value}
            aria-label={`${value}, ${meaning}`}
            tabIndex={reachable ? 0 : -1}
            onClick={() => {
              onGrade(grade === value ? undefined : value);
            }}
          >
            {value}
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
}
