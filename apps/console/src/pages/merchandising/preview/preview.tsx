import { Alert, List, Paper, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconInfoCircle, IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Problem } from '../../../api/problem';
import { Failure } from '../../../ui/failure';
import { count } from '../../../ui/format';
import { type RuleForm, toRule } from '../shared/rule';
import { ruleView } from '../view';
import { ProductList } from './product-list';
import type { PreviewState } from './use-preview';

interface PreviewProps {
  readonly rule: RuleForm;
  readonly preview: PreviewState;
}

/** What the rule does to a search, saved or not. */
export function Preview({ rule, preview }: PreviewProps) {
  const { query: chosen = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { before, after, error, isPending, missing, query } = preview;
  return (
    <Paper withBorder p="md" component="section" aria-label="Preview">
      <Stack gap="sm">
        <Title order={2}>Preview</Title>
        <TextInput
          label="Search for"
          placeholder={query === '' ? 'a query that the rule is for' : query}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={chosen}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: '.', search: ruleView({ query: value }), replace: true, resetScroll: false })
          }
        />
        {missing !== undefined && (
          <Text size="sm" c="dimmed">
            {missing}
          </Text>
        )}
        {error !== null && !isOfFields(error) && <Failure error={error} />}
        {error !== null && isOfFields(error) && (
          <Text size="sm" c="red">
            The rule cannot be tried as it is: see the fields that are marked.
          </Text>
        )}
        {isPending && error === null && (
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Skeleton h={520} />
            <Skeleton h={520} />
          </SimpleGrid>
        )}
        {before !== undefined && after !== undefined && error === null && (
          <>
            <Notes answer={after} ruleKey={toRule(rule).key ?? ''} />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <ProductList
                title={`Without the rule · ${found(before.total)}`}
                shown={before}
                other={after}
                isAfter={false}
              />
              <ProductList title={`With the rule · ${found(after.total)}`} shown={after} other={before} isAfter />
            </SimpleGrid>
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** What of the rule does not act in this search, and why. */
function Notes({ answer, ruleKey }: { readonly answer: NonNullable<PreviewState['after']>; readonly ruleKey: string }) {
  const applied = answer.rules.find(({ key }) => key === ruleKey);
  const notes =
    applied === undefined ? ['The rule is not for this search: its conditions do not hold.'] : applied.notes;
  const degraded = answer.degraded.map(({ detail }) => detail);
  if (notes.length + degraded.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle size={18} aria-hidden />} p="xs">
      <List size="sm" listStyleType="none">
        {[...notes, ...degraded].map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function found(total: number): string {
  return `${count(total)} found`;
}

function isOfFields(error: Error): boolean {
  return error instanceof Problem && error.violations.some(({ field }) => field.startsWith('rules[0]'));
}
