import { Anchor, Button, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconFlask } from '@tabler/icons-react';
import { answered, api } from '../../../api/client';
import { Problem } from '../../../api/problem';
import { useAuthor } from '../../../api/author';
import { Failure } from '../../../ui/failure';
import type { RuleForm } from '../shared/rule';
import { testOf } from './test-of';

interface TestRuleProps {
  readonly rule: RuleForm;
  readonly isChanged: boolean;
}

/** Makes an experiment of a rule: a draft, to be looked at and started where experiments are. */
export function TestRule({ rule, isChanged }: TestRuleProps) {
  const author = useAuthor();
  const client = useQueryClient();
  const making = useMutation({
    mutationFn: async () => {
      // Somebody may have tested it before: an experiment's key is never given again.
      for (let number = 1; ; number++) {
        const definition = testOf(rule, number);
        try {
          await answered(api.POST('/v1/experiments', { body: { definition, author } }));
          return definition.key;
        } catch (error) {
          if (!(error instanceof Problem && error.code === 'ALREADY_EXISTS')) throw error;
        }
      }
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['experiments'] }),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFlask size={16} aria-hidden />}
        loading={making.isPending}
        disabled={isChanged || rule.state === 'off'}
        title={isChanged ? 'Save it first' : rule.state === 'off' ? 'A rule that is off acts in no test' : ''}
        onClick={() => {
          making.mutate();
        }}
      >
        Test this rule
      </Button>
      <Modal
        opened={making.isSuccess || making.isError}
        onClose={making.reset}
        title="Test this rule"
        centered
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {making.error !== null && <Failure error={making.error} />}
        {making.data !== undefined && (
          <Stack gap="sm">
            <Text size="sm">
              The experiment <b>{making.data}</b> is a draft. Half of the shoppers will get{' '}
              {rule.state === 'on' ? 'searches without this rule' : 'this rule'}; conversion decides, counted over those
              whose searches the rule is for.
            </Text>
            <Anchor href={`/console/experiments/key/${making.data}`}>Look at it and start it</Anchor>
          </Stack>
        )}
      </Modal>
    </>
  );
}
