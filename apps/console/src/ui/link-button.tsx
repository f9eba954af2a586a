import { Button, type ButtonProps } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface LinkButtonProps extends ButtonProps {
  readonly link: LinkProps;
  readonly children: ReactNode;
}

/** A link that looks like a button. */
export function LinkButton({ link, children, ...props }: LinkButtonProps) {
  return (
    <Button {...props} renderRoot={(root: Readonly<Record<string, unknown>>) => <Link {...link} {...root} />}>
      {children}
    </Button>
  );
}
