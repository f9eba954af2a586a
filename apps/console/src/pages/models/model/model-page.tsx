import { Group, Select, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useLive } from '../../../api/live';
import { AsOf } from '../../../ui/as-of';
import { Failure } from '../../../ui/failure';
import { Page } from '../../../ui/page';
import { type Model, oneModel, oneVersion } from '../shared/queries';
import { History } from './history';
import { VersionView } from './version-view';

const route = getRouteApi('/models/$name');

/** One model: a version of it, and who promoted which. */
export function ModelPage() {
  const live = useLive(['models']);
  const { name } = route.useParams();
  const { version, against } = route.useSearch();
  const navigate = route.useNavigate();
  const model = useQuery(oneModel(name));
  const wanted = version ?? (model.data?.model === undefined ? undefined : usual(model.data.model));
  const shown = useQuery({ ...oneVersion(name, wanted ?? '', against), enabled: wanted !== undefined });
  const error = model.error ?? shown.error;
  return (
    <Page
      title={name}
      actions={
        <Group gap="sm">
          <Select
            aria-label="Version"
            w={190}
            allowDeselect={false}
            value={wanted ?? null}
            data={(model.data?.model?.versions ?? []).map((each) => ({
              value: each.version,
              label: `${each.version}, ${each.state}`,
            }))}
            onChange={(chosen) => {
              if (chosen !== null) void navigate({ search: { version: chosen } });
            }}
          />
          <AsOf atMs={shown.dataUpdatedAt || undefined} live={live} />
        </Group>
      }
    >
      {error !== null && (
        <Failure
          error={error}
          retry={() => {
            void model.refetch();
            if (wanted !== undefined) void shown.refetch();
          }}
        />
      )}
      {shown.data !== undefined && model.data?.model !== undefined ? (
        <Stack gap="lg">
          <VersionView
            model={model.data.model}
            shown={shown.data}
            onAgainst={(chosen) => {
              void navigate({ search: { ...(wanted !== undefined && { version: wanted }), against: chosen } });
            }}
          />
          <History name={name} changes={model.data.history} />
        </Stack>
      ) : (
        error === null && (
          <Stack>
            <Skeleton h={230} />
            <Skeleton h={420} />
          </Stack>
        )
      )}
    </Page>
  );
}

/** The version that a person who names none wants to see. */
function usual({ champion, versions }: Model): string | undefined {
  if (champion !== '') return champion;
  return (versions.find(({ places }) => places.some(({ serving }) => serving)) ?? versions[0])?.version;
}
