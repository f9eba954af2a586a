import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { Confirm } from '../../../ui/confirm';

/** Deletes a rule, asked first. */
export function DeleteRule({ ruleKey: key, version }: { readonly ruleKey: string; readonly version: number }) {
  const [isAsking, setAsking] = useState(false);
  const author = useAuthor();
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setAsking(true);
        }}
      >
        Delete
      </Button>
      {isAsking && (
        <Confirm
          title="Delete this rule?"
          label="Delete it"
          danger
          act={(reason) => {
            const query = { version, author, reason };
            return answered(api.DELETE('/v1/rules/{key}', { params: { path: { key }, query } }));
          }}
          onDone={() => {
            void navigate({ to: '/merchandising' }).then(() =>
              client.invalidateQueries({ queryKey: ['rules'], exact: true }),
            );
          }}
          onClose={() => {
            setAsking(false);
          }}
        >
          It acts no more from the next search on. What was done with it stays in the audit log.
        </Confirm>
      )}
    </>
  );
}
