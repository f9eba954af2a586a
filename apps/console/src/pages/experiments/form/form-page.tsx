import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { Failure } from '../../../ui/failure';
import { Page } from '../../../ui/page';
import { definitionOf, emptyDraft } from '../shared/definition';
import { experimentQuery } from '../shared/queries';
import { ExperimentForm, type Writing } from './experiment-form';

/** Writes a draft. */
export function NewPage() {
  const saved = useSaved();
  const author = useAuthor();
  const write = useMutation({
    mutationFn: ({ definition }: Writing) => answered(api.POST('/v1/experiments', { body: { definition, author } })),
    onSuccess: saved,
  });
  return (
    <Page title="New experiment" about="It is a draft first: nobody sees it before you start it.">
      <ExperimentForm
        initial={emptyDraft}
        isNew
        label="Write the draft"
        version={0}
        write={write.mutate}
        isWriting={write.isPending}
        error={write.error}
      />
    </Page>
  );
}

/** Writes another definition of an experiment. */
export function EditPage() {
  const { key } = useParams({ from: '/experiments/key/$key/edit' });
  // What is being edited must not change under the hands of who edits it.
  const { data, error } = useQuery({ ...experimentQuery(key), staleTime: Infinity, refetchOnWindowFocus: false });
  const saved = useSaved();
  const author = useAuthor();
  const write = useMutation({
    mutationFn: ({ definition, newPhase, reason }: Writing) =>
      answered(
        api.PUT('/v1/experiments/{key}', {
          params: { path: { key } },
          body: { definition, version: data?.version ?? 0, new_phase: newPhase, reason, author },
        }),
      ),
    onSuccess: saved,
  });
  return (
    <Page
      title={`Edit ${key}`}
      {...(data?.state === 'running' && { about: 'It is running: what is assigned changes with a new phase only.' })}
    >
      {error !== null && <Failure error={error} />}
      {data === undefined && error === null && <Skeleton h={400} />}
      {data !== undefined && (
        <ExperimentForm
          initial={definitionOf(data)}
          isNew={false}
          mayBeginPhase={data.state === 'running'}
          label="Save"
          version={data.version}
          write={write.mutate}
          isWriting={write.isPending}
          error={write.error}
        />
      )}
    </Page>
  );
}

function useSaved() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async ({ key }: { readonly key: string }): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['experiments'] });
    await navigate({ to: '/experiments/key/$key', params: { key } });
  };
}
