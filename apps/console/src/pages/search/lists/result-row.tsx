import { Text, UnstyledButton } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { amount } from '../../../ui/format';
import { ProductPicture } from '../../../ui/product-picture';
import { GradeButtons, meanings } from '../grades/grade-buttons';
import type { Side } from '../state';
import type { Ranked } from '../use-answers';
import { HighlightedTitle } from './highlighted-title';
import { idOf, titleOf } from './moves';
import classes from './result-list.module.css';

interface ResultRowProps {
  readonly ranked: Ranked;
  readonly side: Side;
  /** Places up against the other list; `alone` where that does not show it; undefined while it is not there. */
  readonly move: number | 'alone' | undefined;
  readonly grade: number | undefined;
  /** Absent: there is nothing to grade into. */
  readonly onGrade?: (grade: number | undefined) => void;
  /** Whether the tab key comes here. */
  readonly reachable: boolean;
  readonly lit: boolean;
  readonly onLight: (product: string | undefined) => void;
  readonly onExplain: (product: string) => void;
}

/** A product of a list. */
export function ResultRow(props: ResultRowProps) {
  const { ranked, side, move, grade, onGrade, reachable, lit, onLight, onExplain } = props;
  const { product, position } = ranked;
  const id = idOf(ranked);
  const title = titleOf(ranked);
  const light = (): void => {
    onLight(id);
  };
  return (
    <li
      className={classes['row']}
      data-lit={lit || undefined}
      data-product={id}
      tabIndex={reachable ? 0 : -1}
      aria-label={`${position}. ${title}${grade === undefined ? '' : `, graded ${grade}, ${meanings[grade] ?? ''}`}`}
      aria-keyshortcuts="0 1 2 3 Enter"
      onFocus={light}
      onMouseEnter={light}
      onKeyDown={(event) => {
        onKey(event, { id, onExplain, ...(onGrade && { onGrade }) });
      }}
    >
      <div className={classes['place']}>
        <b>{position}</b>
        <Move move={move} side={side} />
      </div>
      <ProductPicture title={title} category={product?.category ?? []} />
      <div className={classes['words']}>
        <UnstyledButton
          className={classes['title']}
          tabIndex={reachable ? 0 : -1}
          onClick={() => {
            onExplain(id);
          }}
        >
          <HighlightedTitle ranked={ranked} />
        </UnstyledButton>
        <Text size="xs" c="dimmed" truncate>
          {[product?.brand, product?.price === undefined ? undefined : amount(product.price, product.currency)]
            .filter((part) => part !== undefined && part !== '')
            .join(' · ')}
        </Text>
      </div>
      {onGrade !== undefined && <GradeButtons grade={grade} title={title} reachable={reachable} onGrade={onGrade} />}
    </li>
  );
}

/** How far it moved, in the second list against the first; in the first, whether the second lost it. */
function Move({ move, side }: Pick<ResultRowProps, 'move' | 'side'>) {
  if (move === undefined) return null;
  if (move === 'alone') return <span className={classes['alone']}>{side === 'a' ? 'gone' : 'new'}</span>;
  if (side === 'a' || move === 0) return null;
  return (
    <span className={move > 0 ? classes['up'] : classes['down']}>
      {move > 0 ? `+${move}` : `\u2212${Math.abs(move)}`}
    </span>
  );
}

function onKey(
  event: KeyboardEvent,
  { id, onGrade, onExplain }: { readonly id: string } & Pick<ResultRowProps, 'onGrade' | 'onExplain'>,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (/^[0-3]$/.test(event.key)) onGrade?.(Number(event.key));
  else if (event.key === 'Delete' || event.key === 'Backspace') onGrade?.(undefined);
  // Enter on a button is the button's.
  else if (event.key === 'Enter' && event.target === event.currentTarget) onExplain(id);
  else return;
  event.preventDefault();
}
