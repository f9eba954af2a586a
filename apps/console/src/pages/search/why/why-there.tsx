import { Anchor, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type DivergingBar, DivergingBars } from '../../../ui/diverging-bars';
import { number } from '../../../ui/format';
import type { Ranked } from '../use-answers';
import { Path } from './path';
import { Rules } from './rules';

const fewFeatures = 10;

/** Why a product stands where it stands by one Plan, stage by stage. */
export function WhyThere({ ranked }: { readonly ranked: Ranked }) {
  const { scores = {}, explanation } = ranked;
  if (explanation === undefined) return null;
  const { fields, features, expected, blend, rules } = explanation;
  return (
    <>
      <Path ranked={ranked} />
      <Part
        title="Found by words"
        score={scores.bm25}
        absent="No word of the query matched it."
        what="BM25F, the sum over its fields"
      >
        <DivergingBars
          label="Score by field"
          bars={fields.map(({ field, score }) => ({ label: field, value: score }))}
        />
      </Part>
      <Part
        title="Found by meaning"
        score={scores.cosine}
        absent="Vectors were not asked, or it has none."
        what="cosine of its vector and the query's"
      />
      <Part
        title="Score of retrieval"
        score={scores.fused}
        absent="Retrieval did not score it."
        what="words and meaning fused, where the Plan asks both"
      />
      <Part
        title="Ranker"
        score={scores.ranker}
        absent="The ranker did not see it."
        what={expected === undefined ? '' : `${number(expected)} with nothing known, and what each feature adds`}
      >
        <Features bars={features.map(toBar)} />
      </Part>
      <Part
        title="Reranker"
        score={scores.reranker}
        absent="The cross-encoder did not read it."
        what="the cross-encoder's logit: how well query and product go together"
      />
      <Part
        title="Order of the reranked window"
        score={blend?.score}
        absent="It is not in the window, or the Plan has no blend."
        what="expected gain, and what it is made of"
      >
        {blend !== undefined && <DivergingBars label="Terms of the blend" bars={blend.terms.map(toBar)} />}
      </Part>
      <Rules rules={rules} />
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly score: number | undefined;
  /** Said where there is no score. */
  readonly absent: string;
  /** What the score is. */
  readonly what: string;
  readonly children?: ReactNode;
}

function Part({ title, score, absent, what, children }: PartProps) {
  return (
    <Stack gap={4}>
      <Title order={3}>
        {title}
        {score !== undefined && `: ${number(score, 4)}`.replace('-', '\u2212')}
      </Title>
      <Text size="xs" c="dimmed">
        {score === undefined ? absent : what}
      </Text>
      {score !== undefined && children}
    </Stack>
  );
}

function Features({ bars }: { readonly bars: readonly DivergingBar[] }) {
  const [all, setAll] = useState(false);
  const more = bars.length - fewFeatures;
  return (
    <>
      <DivergingBars label="Contributions of features" bars={all ? bars : bars.slice(0, fewFeatures)} />
      {more > 0 && (
        <Anchor
          component="button"
          type="button"
          size="sm"
          ta="left"
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? 'Only those that matter most' : `${more} more features`}
        </Anchor>
      )}
    </>
  );
}

function toBar(term: { readonly name: string; readonly value?: number; readonly contribution: number }): DivergingBar {
  const { name, value, contribution } = term;
  return {
    label: name,
    value: contribution,
    detail: value === undefined ? (name === 'intercept' ? '' : 'missing') : `= ${number(value)}`.replace('-', '\u2212'),
  };
}
