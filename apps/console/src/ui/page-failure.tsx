import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Failure } from './failure';
import { Page } from './page';

/** In place of a page that failed. */
export function PageFailure({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Page title="Something went wrong">
      <Failure
        error={error instanceof Error ? error : new Error(String(error))}
        retry={() => {
          void router.invalidate();
        }}
      />
    </Page>
  );
}
