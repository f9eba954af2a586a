import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Problem } from '../api/problem';
import { Failure } from './failure';

interface ConfirmProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** Of the button that does it. */
  readonly label: string;
  readonly danger?: boolean;
  /** It cannot be done without a reason. */
  readonly mustSayWhy?: boolean;
  readonly act: (reason: string) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks before something is done, and why it is done, for the audit log. */
export function Confirm(props: ConfirmProps) {
  const { title, children, label, danger = false, mustSayWhy = false, act, onDone, onClose } = props;
  const [reason, setReason] = useState('');
  const acting = useMutation({ mutationFn: () => act(reason.trim()), onSuccess: onDone });
  const about = acting.error instanceof Problem ? acting.error.about('reason') : undefined;
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          acting.mutate();
        }}
      >
        <Stack>
          <Text size="sm" component="div">
            {children}
          </Text>
          <Textarea
            data-autofocus
            label="Why"
            description="For the audit log"
            value={reason}
            required={mustSayWhy}
            error={about}
            autosize
            minRows={2}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
          {acting.error !== null && about === undefined && <Failure error={acting.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={acting.isPending} {...(danger && { color: 'red.8' })}>
              {label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
