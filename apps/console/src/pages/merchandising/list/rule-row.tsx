import { Anchor, Group, Paper, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { Failure } from '../../../ui/failure';
import { dateTime } from '../../../ui/format';
import { actionText, whenText } from '../shared/describe';
import { type KeptRule, toForm, toRule } from '../shared/rule';
import { StatusBadge } from '../shared/status-badge';

/** One rule of the list. */
export function RuleRow({ kept }: { readonly kept: KeptRule }) {
  const standing = useSession();
  const author = useAuthor();
  const client = useQueryClient();
  const rule = toForm(kept.rule ?? {});
  const { key } = rule;
  const isOn = rule.state === 'on';
  const turning = useMutation({
    mutationFn: () => {
      const body = {
        rule: toRule({ ...rule, state: isOn ? 'off' : 'on' }),
        version: kept.version,
        author,
      };
      return answered(api.PUT('/v1/rules/{key}', { params: { path: { key } }, body }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['rules'] }),
  });
  return (
    <Paper withBorder p="md" component="li">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Anchor
              fw={600}
              renderRoot={(props: Readonly<Record<string, unknown>>) => (
                <Link to="/merchandising/key/$key" params={{ key }} {...props} />
              )}
            >
              {rule.description === '' ? key : rule.description}
            </Anchor>
            <StatusBadge status={kept.status} />
          </Group>
          <Text size="sm">{whenText(rule.when)}</Text>
          <Text size="sm">{rule.actions.map(actionText).join(' · ')}</Text>
          <Text size="xs" c="dimmed">
            {datesText(rule)}changed {dateTime(kept.updated_at_ms)} by {kept.updated_by}
          </Text>
          {kept.warnings.map((warning) => (
            <Text size="xs" key={warning} c="yellow.light-color">
              {warning}
            </Text>
          ))}
        </Stack>
        <Switch
          checked={isOn}
          disabled={turning.isPending || !standing.may('edit')}
          label="On"
          aria-label={`On: ${rule.description === '' ? key : rule.description}`}
          onChange={() => {
            turning.mutate();
          }}
        />
      </Group>
      {turning.error !== null && <Failure error={turning.error} />}
    </Paper>
  );
}

function datesText({
  start_ms: start,
  end_ms: end,
}: {
  start_ms?: number | undefined;
  end_ms?: number | undefined;
}): string {
  const from = start === undefined ? '' : `from ${dateTime(start)} `;
  const until = end === undefined ? '' : `until ${dateTime(end)} `;
  return from + until === '' ? '' : `${from}${until}· `;
}
