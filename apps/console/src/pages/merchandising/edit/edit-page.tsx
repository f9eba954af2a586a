import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Failure } from '../../../ui/failure';
import { Page } from '../../../ui/page';
import { ruleQuery } from '../shared/queries';
import { emptyRule, toForm } from '../shared/rule';
import { RuleEditor } from './rule-editor';

/** A rule that is not there yet. */
export function NewPage() {
  return <RuleEditor title="New rule" initial={emptyRule} />;
}

/** A rule that is there. */
export function EditPage() {
  const { key } = useParams({ from: '/merchandising/key/$key' });
  const { data, error, refetch, isFetchedAfterMount } = useQuery(ruleQuery(key));
  if (data?.rule !== undefined && isFetchedAfterMount)
    return (
      <RuleEditor
        // What somebody else wrote is another form; the own save goes on in this one.
        key={key}
        title={data.rule.description === '' || data.rule.description === undefined ? key : data.rule.description}
        initial={toForm(data.rule)}
        kept={data}
      />
    );
  return (
    <Page title={key}>
      {error === null ? <Skeleton h={480} /> : <Failure error={error} retry={() => void refetch()} />}
    </Page>
  );
}
