import {
  IconActivity,
  IconBrain,
  IconFlask,
  IconListSearch,
  IconPin,
  IconSearch,
  type TablerIcon,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';

export interface Section {
  readonly path: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly icon: TablerIcon;
}

/** The console's sections, as the navigation lists them. */
export const sections: readonly Section[] = [
  { path: '/search', label: 'Search', icon: IconSearch },
  { path: '/experiments', label: 'Experiments', icon: IconFlask },
  { path: '/merchandising', label: 'Merchandising', icon: IconPin },
  { path: '/queries', label: 'Queries', icon: IconListSearch },
  { path: '/models', label: 'Models', icon: IconBrain },
  { path: '/system', label: 'System', icon: IconActivity },
];
