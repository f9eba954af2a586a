import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLive } from '../../api/live';
import { AsOf } from '../../ui/as-of';
import { Page } from '../../ui/page';
import { RegistryView } from './registry/registry-view';
import { comparisonList, modelList } from './shared/queries';
import { ShadowView } from './shadow/shadow-view';

const route = getRouteApi('/models');

/** The models of the registry, and comparisons of two of them over live searches. */
export function ModelsPage() {
  const live = useLive(['models']);
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const models = useQuery(modelList);
  const comparisons = useQuery({ ...comparisonList, enabled: view === 'shadow' });
  const shown = view === 'shadow' ? comparisons : models;
  return (
    <Page
      title="Models"
      about="What ranks the products: versions, what they were measured at, and which of them answer searches."
      actions={<AsOf atMs={shown.dataUpdatedAt || undefined} live={live} />}
    >
      <Tabs
        value={view ?? 'registry'}
        onChange={(tab) => {
          void navigate({ search: tab === 'shadow' ? { view: 'shadow' } : {} });
        }}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="registry">Registry</Tabs.Tab>
          <Tabs.Tab value="shadow">Shadow comparisons</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="registry">
          <RegistryView models={models} />
        </Tabs.Panel>
        <Tabs.Panel value="shadow">
          {view === 'shadow' && <ShadowView models={models} comparisons={comparisons} />}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
