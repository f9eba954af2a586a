import { Button, Group, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { Problem } from '../../../api/problem';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { Failure } from '../../../ui/failure';
import { Page } from '../../../ui/page';
import { Preview } from '../preview/preview';
import { usePreview } from '../preview/use-preview';
import { type KeptRule, type RuleForm, toRule } from '../shared/rule';
import { StatusBadge } from '../shared/status-badge';
import { ActionList } from './action-list';
import { Changes } from './changes';
import { ConditionFields } from './condition-fields';
import { DeleteRule } from './delete-rule';
import { errorsOf } from './errors';
import { GeneralFields } from './general-fields';
import classes from './rule-editor.module.css';
import { ScheduleFields } from './schedule-fields';
import { TestRule } from './test-rule';

interface RuleEditorProps {
  readonly title: string;
  readonly initial: RuleForm;
  /** Absent for a new rule. */
  readonly kept?: KeptRule;
}

/** The form of a rule beside what it does to a search. */
export function RuleEditor({ title, initial, kept }: RuleEditorProps) {
  const [rule, setRule] = useState(initial);
  const [saved, setSaved] = useState({ rule: initial, version: kept?.version ?? 0 });
  const standing = useSession();
  const author = useAuthor();
  const mayEdit = standing.may('edit');
  const client = useQueryClient();
  const navigate = useNavigate();
  const preview = usePreview(rule);
  const saving = useMutation({
    mutationFn: () => {
      const written = toRule(rule);
      const key = written.key ?? '';
      const body = { rule: written, version: saved.version, author };
      return answered(api.PUT('/v1/rules/{key}', { params: { path: { key } }, body }));
    },
    onSuccess: async (written) => {
      const key = written.rule?.key ?? '';
      setSaved({ rule, version: written.version });
      client.setQueryData(['rules', key], written);
      await client.invalidateQueries({ queryKey: ['rules'] });
      notifications.show({ color: 'green', title: 'Saved', message: savedText(written.status) });
      if (kept === undefined) await navigate({ to: '/merchandising/key/$key', params: { key }, search: (all) => all });
    },
  });
  const isChanged = rule !== saved.rule;
  const errors = errorsOf(saving.error ?? preview.error);
  const set = (change: Partial<RuleForm>): void => {
    saving.reset();
    setRule((before) => ({ ...before, ...change }));
  };
  return (
    <Page
      title={title}
      actions={
        <>
          {kept !== undefined && <StatusBadge status={kept.status} />}
          {kept !== undefined && mayEdit && <DeleteRule ruleKey={rule.key} version={saved.version} />}
          {kept !== undefined && mayEdit && <TestRule rule={saved.rule} isChanged={isChanged} />}
          <Button
            loading={saving.isPending}
            disabled={!isChanged || !mayEdit}
            title={mayEdit ? '' : 'Your key may read rules, not change them'}
            onClick={() => {
              saving.mutate();
            }}
          >
            Save
          </Button>
        </>
      }
    >
      {saving.error !== null && !isOfFields(saving.error) && <Failure error={saving.error} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <div>
          <Stack>
            <Section title="What for">
              <GeneralFields rule={rule} isNew={kept === undefined} errors={errors} set={set} />
            </Section>
            <Section title="When">
              <ConditionFields
                when={rule.when}
                errors={errors}
                set={(when) => {
                  set({ when: { ...rule.when, ...when } });
                }}
              />
            </Section>
            <Section title="What to do">
              <ActionList
                actions={rule.actions}
                errors={errors}
                set={(actions) => {
                  set({ actions });
                }}
              />
            </Section>
            <Section title="From when until when">
              <ScheduleFields rule={rule} errors={errors} set={set} />
            </Section>
            {kept !== undefined && <Changes ruleKey={rule.key} />}
          </Stack>
        </div>
        <div>
          <div className={classes['beside']}>
            <Preview rule={rule} preview={preview} />
          </div>
        </div>
      </SimpleGrid>
    </Page>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group mb="sm">
        <Title order={2}>{title}</Title>
      </Group>
      {children}
    </Paper>
  );
}

function isOfFields(error: Error): boolean {
  return error instanceof Problem && error.violations.length > 0;
}

function savedText(status: string): string {
  if (status === 'active') return 'The rule acts from the next search on.';
  if (status === 'scheduled') return 'The rule acts from its start on.';
  if (status === 'draft') return 'As a draft it acts only in the preview and in a test.';
  return 'The rule does not act.';
}
