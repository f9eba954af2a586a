import { Fragment } from 'react';
import type { Ranked } from '../use-answers';
import { titleOf } from './moves';

/** The title with the words that the search matched. */
export function HighlightedTitle({ ranked }: { readonly ranked: Ranked }) {
  const whole = ranked.highlights.find(({ field }) => field === 'title')?.fragments[0];
  if (whole === undefined) return <>{titleOf(ranked)}</>;
  const { text, ranges } = whole;
  const parts: { readonly text: string; readonly matched: boolean }[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    parts.push({ text: text.slice(at, start), matched: false }, { text: text.slice(start, end), matched: true });
    at = end;
  }
  parts.push({ text: text.slice(at), matched: false });
  return (
    <>
      {parts.map((part, index) =>
        part.matched ? <b key={index}>{part.text}</b> : <Fragment key={index}>{part.text}</Fragment>,
      )}
    </>
  );
}
