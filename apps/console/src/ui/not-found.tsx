import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from './empty';
import { Page } from './page';

/** In place of a page that is not there. */
export function NotFound() {
  return (
    <Page title="There is no such page">
      <Empty
        title="Nothing is here"
        action={
          <Button renderRoot={(props: Readonly<Record<string, unknown>>) => <Link to="/" {...props} />}>
            To the first page
          </Button>
        }
      >
        The address may have been mistyped, or what it showed may have been archived.
      </Empty>
    </Page>
  );
}
