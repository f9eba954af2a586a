import type { Definition } from '../shared/definition';

/** What the fields of the form are given. */
export interface FieldsProps {
  readonly draft: Definition;
  readonly change: (next: Partial<Definition>) => void;
  /** What the server says of a field; undefined where it is well. */
  readonly about: (field: string) => string | undefined;
}
