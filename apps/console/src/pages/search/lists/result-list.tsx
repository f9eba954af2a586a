import { Skeleton } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { Grading } from '../grades/use-grades';
import type { Side } from '../state';
import { listDepth, type Ranked } from '../use-answers';
import { idOf, moveOf } from './moves';
import classes from './result-list.module.css';
import { ResultRow } from './result-row';

interface ResultListProps {
  readonly side: Side;
  /** Undefined while they are not there yet. */
  readonly products: readonly Ranked[] | undefined;
  /** Places in the other list; undefined while it is not there. */
  readonly other: ReadonlyMap<string, number> | undefined;
  readonly grading: Grading;
  readonly lit: string | undefined;
  readonly onLight: (product: string | undefined) => void;
  readonly onExplain: (product: string) => void;
}

/** One list of products. Arrow keys move in it and to the other list, 0 to 3 grade, Enter explains. */
export function ResultList({ side, products, other, grading, lit, onLight, onExplain }: ResultListProps) {
  if (products === undefined)
    return (
      <div className={classes['list']}>
        {Array.from({ length: listDepth }, (_, at) => (
          <div key={at} className={classes['row']}>
            <Skeleton h={52} />
          </div>
        ))}
      </div>
    );
  const entry = products.some((ranked) => idOf(ranked) === lit) ? lit : products[0] && idOf(products[0]);
  return (
    <ol
      className={classes['list']}
      aria-label={`Products of Plan ${side.toUpperCase()}`}
      data-list={side}
      onKeyDown={(event) => {
        moveFocus(event, side);
      }}
    >
      {products.map((ranked, at) => {
        const id = idOf(ranked);
        return (
          <ResultRow
            key={id}
            ranked={ranked}
            move={other && (moveOf(at, id, other) ?? 'alone')}
            side={side}
            grade={grading.grades.get(id)}
            {...(grading.give && { onGrade: (grade) => grading.give?.({ product: id, grade }) })}
            reachable={id === entry}
            lit={id === lit}
            onLight={onLight}
            onExplain={onExplain}
          />
        );
      })}
    </ol>
  );
}

function moveFocus(event: KeyboardEvent<HTMLOListElement>, side: Side): void {
  const row = (event.target as HTMLElement).closest('li');
  if (row === null) return;
  const at = [...event.currentTarget.children].indexOf(row);
  const steps: Readonly<Record<string, HTMLElement | null | undefined>> = {
    ArrowDown: row.nextElementSibling as HTMLElement | null,
    ArrowUp: row.previousElementSibling as HTMLElement | null,
    ArrowRight: side === 'a' ? rowOf('b', at) : undefined,
    ArrowLeft: side === 'b' ? rowOf('a', at) : undefined,
    Home: event.currentTarget.firstElementChild as HTMLElement | null,
    End: event.currentTarget.lastElementChild as HTMLElement | null,
  };
  if (!Object.hasOwn(steps, event.key)) return;
  event.preventDefault();
  steps[event.key]?.focus();
}

function rowOf(side: Side, at: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-list="${side}"] > li:nth-child(${at + 1})`);
}
