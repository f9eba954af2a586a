import { Button, Kbd, SegmentedControl, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useLive } from '../../api/live';
import { Empty } from '../../ui/empty';
import { measure } from '../../ui/format';
import { Page } from '../../ui/page';
import { JudgmentSetPicker } from './grades/judgment-set-picker';
import { ndcgAt10 } from './grades/ndcg';
import { useGrades } from './grades/use-grades';
import { idOf, placesOf } from './lists/moves';
import { RankLines } from './lists/rank-lines';
import { ResultList } from './lists/result-list';
import { PlanEditor } from './plans/plan-editor';
import { PlanPanel } from './plans/plan-panel';
import { choiceOf, planOfChoice } from './plans/presets';
import { QueryBar } from './query-bar';

import { SaveQuery } from './sets/save-query';
import { useJudgmentSets } from './sets/use-sets';
import type { Side, WorkbenchState } from './state';
import { useAnswers } from './use-answers';
import { Why } from './why/why';
import classes from './workbench.module.css';

const route = getRouteApi('/search');
const sides = ['a', 'b'] as const;

/** Two Plans on one query, side by side: what each shows, why, and how good it is by the grades that are given here. */
export function WorkbenchPage() {
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const go = (change: Partial<WorkbenchState>, replace = false): void => {
    void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
  };
  useLive(['judgments']);
  const { q = '', product, edit, show = 'a' } = state;
  const plans = { a: state.a ?? 'base', b: state.b ?? 'no_reranker' };
  const answers = useAnswers(q, plans);
  const sets = useJudgmentSets();
  const judgments = state.judgments ?? sets.data?.[0]?.key;
  const grading = useGrades(judgments, q);
  const [lit, setLit] = useState<string>();
  const both = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const listOf = (side: Side) => answers[side].data?.products;
  const places = {
    a: answers.a.data && placesOf(answers.a.data.products),
    b: answers.b.data && placesOf(answers.b.data.products),
  };
  const panel = (side: Side) => (
    <PlanPanel
      side={side}
      choice={plans[side]}
      answer={answers[side]}
      grades={grading.grades}
      onChoose={(choice) => {
        go({ [side]: choice });
      }}
      onEdit={() => {
        go({ edit: side });
      }}
    />
  );
  const list = (side: Side) =>
    answers[side].error === null && (
      <ResultList
        side={side}
        products={listOf(side)}
        other={places[side === 'a' ? 'b' : 'a']}
        grading={grading}
        lit={lit}
        onLight={setLit}
        onExplain={(id) => {
          go({ product: id });
        }}
      />
    );
  return (
    <Page
      title="Search"
      actions={
        <Button
          variant="default"
          renderRoot={(props: Readonly<Record<string, unknown>>) => <Link to="/search/sets" {...props} />}
        >
          Query and judgment sets
        </Button>
      }
    >
      <QueryBar
        query={q}
        onSearch={(query) => {
          go({ q: query === '' ? undefined : query, product: undefined });
        }}
      >
        <JudgmentSetPicker
          chosen={judgments}
          onChoose={(key) => {
            go({ judgments: key }, true);
          }}
        />
        <SaveQuery query={q} judgmentSet={judgments} />
      </QueryBar>
      {q === '' ? (
        <Empty title="Compare two Plans">
          Type what a shopper would type. The products of two Plans stand side by side then: where each moved, why it
          stands there, and which Plan is better once you have graded what they show.
        </Empty>
      ) : (
        <>
          {grading.give !== undefined && (
            <Text size="sm" c="dimmed" visibleFrom="md">
              Grade with <Kbd>0</Kbd> to <Kbd>3</Kbd>, move with the arrow keys, <Kbd>Enter</Kbd> says why.
            </Text>
          )}
          {both ? (
            <div className={classes['both']}>
              {panel('a')}
              <div />
              {panel('b')}
              {list('a')}
              <RankLines a={listOf('a') ?? []} b={listOf('b') ?? []} lit={lit} />
              {list('b')}
            </div>
          ) : (
            <>
              <SegmentedControl
                fullWidth
                aria-label="Which Plan"
                value={show}
                data={sides.map((side) => ({ value: side, label: labelOf(side) }))}
                onChange={(side) => {
                  go({ show: side === 'b' ? 'b' : 'a' }, true);
                }}
              />
              {panel(show)}
              {list(show)}
            </>
          )}
        </>
      )}
      <Why
        product={q === '' ? undefined : product}
        answers={answers}
        plans={plans}
        onClose={() => {
          go({ product: undefined });
        }}
      />
      {edit !== undefined && (
        <PlanEditor
          title={`Plan ${edit.toUpperCase()}`}
          plan={planOfChoice(plans[edit])}
          onClose={() => {
            go({ edit: undefined });
          }}
          onUse={(plan) => {
            go({ [edit]: choiceOf(plan), edit: undefined });
          }}
        />
      )}
    </Page>
  );

  function labelOf(side: Side): string {
    const ndcg = ndcgAt10((listOf(side) ?? []).map(idOf), grading.grades);
    return `Plan ${side.toUpperCase()}${ndcg === undefined ? '' : ` · ${measure(ndcg)}`}`;
  }
}
