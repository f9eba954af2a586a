import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import {
  type BotRules,
  type ExposureCounts,
  type ExposureQuery,
  type OutlierRules,
  usualBots,
  usualOutliers,
} from '../exposed-units.js';
import { jsonPointer, MeasureColumns, type Span } from './measures.js';
import { numeric, text } from './sql.js';

const usualWindowMs = 7 * 86_400_000;

/** Units that were left out, by cause. */
interface LeftOut {
  readonly inSeveralVariants: number;
  readonly bots: number;
  readonly outliers: number;
}

/** What is asked of the units' events. */
export interface UnitsQuery {
  readonly query: ExposureQuery;
  /** Not those of an experiment: all that searched from this time on, ms since the Unix epoch. */
  readonly searchedFrom?: number | undefined;
  /** Attribute of the exposure that units are split by. */
  readonly stratum?: string | undefined;
  readonly measures: MeasureColumns;
  /** Earliest and latest of the events that a measure looks at. */
  readonly reach: Span;
}

/** The span in which events count. */
export function windowOf({ windowMs = usualWindowMs }: ExposureQuery): Span {
  return { from: 0, to: windowMs };
}

/** Who was exposed to what. Inside a transaction: it leaves temporary tables behind. */
export async function countExposed(connection: DuckDBConnection, query: ExposureQuery): Promise<ExposureCounts> {
  return readCounts(
    connection,
    await createUnits(connection, { query, measures: new MeasureColumns(), reach: windowOf(query) }),
  );
}

/** Counts of the units that `createUnits` made. */
export async function readCounts(connection: DuckDBConnection, leftOut: LeftOut): Promise<ExposureCounts> {
  const rows = await read(
    connection,
    `SELECT variant, strftime(epoch_ms(day * 86400000), '%Y-%m-%d'), units, reached, failed
     FROM (
       SELECT variant, start_ms // 86400000 AS day, count(*) AS units, count(*) FILTER (reached) AS reached,
         count(*) FILTER (failed AND NOT reached) AS failed
       FROM members GROUP BY variant, day
     )
     ORDER BY variant, day`,
  );
  const variants = new Map<
    string,
    { units: number; reached: number; failed: number; days: { day: string; units: number }[] }
  >();
  for (const [variant, day, count, reached, failed] of rows) {
    const name = String(variant);
    const known = variants.get(name) ?? { units: 0, reached: 0, failed: 0, days: [] };
    variants.set(name, known);
    known.units += Number(count);
    known.reached += Number(reached);
    known.failed += Number(failed);
    known.days.push({ day: String(day), units: Number(count) });
  }
  return { variants: Array.from(variants, ([variant, counted]) => ({ variant, ...counted })), ...leftOut };
}

/**
 * Makes the temporary table `acts`, a row an event of an exposed unit (`id`, `minute`, and the columns of the measures),
 * and the views `members`, a row a unit that counts (`id`, `variant`, `stratum`, `start_ms` of its window, `reached`, `failed`), and
 * `units`, the same with its measures. A unit's id is 64 bits of its hash: grouping and joining by it takes a third of the
 * time that its text does. Two of n units share them with probability n^2 / 2^65.
 */
export async function createUnits(connection: DuckDBConnection, asked: UnitsQuery): Promise<LeftOut> {
  const { query, measures } = asked;
  await createCandidates(connection, asked);
  // Asked for before `acts` is made: it is one of its columns.
  const within = measures.within(windowOf(query));
  await createActs(connection, asked);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE done AS
      SELECT ${['id', ...ruleColumns(within), ...measures.ofUnits()].join(', ')} FROM acts GROUP BY id
  `);
  const perSearch = measures.ofUnitsSearches();
  if (perSearch.length > 0) {
    await connection.run(`
      CREATE OR REPLACE TEMP TABLE searched AS
        SELECT ${['id', ...perSearch].join(', ')}
        FROM (
          SELECT ${['id', ...measures.ofSearches()].join(', ')}
          FROM acts WHERE search IS NOT NULL GROUP BY id, search
        )
        GROUP BY id
    `);
  }
  const [bots, outliers] = await createLeftOut(connection, query, within);
  const values = measures.names().map((name) => `coalesce(${name}, 0)::DOUBLE AS ${name}`);
  // Views: writing the rows down takes longer than the two passes that read them.
  await connection.run(`
    CREATE OR REPLACE TEMP VIEW members AS
      SELECT id, variant, stratum, start_ms, reached, failed FROM candidates ${bots + outliers === 0 ? '' : 'ANTI JOIN left_out USING (id)'};
    CREATE OR REPLACE TEMP VIEW units AS
      SELECT ${['m.id', 'm.variant', 'm.stratum', ...values].join(', ')}
      FROM members m
        LEFT JOIN done USING (id)
        ${perSearch.length > 0 ? 'LEFT JOIN searched USING (id)' : ''}
  `);
  return { inSeveralVariants: await countOf(connection, 'SELECT count(*) FROM exposed WHERE crossed'), bots, outliers };
}

/** Makes `exposed`, and of it the view `candidates`: the units that saw one variant. */
async function createCandidates(connection: DuckDBConnection, asked: UnitsQuery): Promise<void> {
  const { query, stratum } = asked;
  const { triggered = false, until } = query;
  const split =
    stratum === undefined
      ? `''`
      : `coalesce(json_extract_string(arg_min(coalesce(attributes, '{}'), at_ms), ${text(jsonPointer(stratum))}), '')`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE exposed AS
      SELECT hash(unit) AS id, min(variant) AS variant, min(variant) <> max(variant) AS crossed,
        min(at_ms) ${triggered ? 'FILTER (reached)' : ''} AS start_ms, bool_or(reached) AS reached,
        coalesce(bool_or(failed), false) AS failed, ${split} AS stratum
      FROM (${seenUnits(asked)}) ${until === undefined ? '' : `WHERE at_ms < ${numeric(until)}`}
      GROUP BY hash(unit);
    CREATE OR REPLACE TEMP VIEW candidates AS SELECT * FROM exposed WHERE NOT crossed AND start_ms IS NOT NULL;
  `);
}

/** Rows of those who were exposed, or of those who searched as if they had been exposed to one variant. */
function seenUnits({ query, searchedFrom }: UnitsQuery): string {
  const { experiment, phase, unit = 'shopper' } = query;
  if (searchedFrom === undefined)
    return `FROM exposures WHERE experiment = ${text(experiment)} AND phase = ${numeric(phase)}`;
  return `SELECT ${unit} AS unit, '' AS variant, at_ms, true AS reached, false AS failed, attributes FROM events
    WHERE action = 'search' AND NOT bot AND ${unit} <> '' AND at_ms >= ${numeric(searchedFrom)}`;
}

async function createActs(connection: DuckDBConnection, { query, measures, reach }: UnitsQuery): Promise<void> {
  const { unit = 'shopper', until } = query;
  // Two searches of one unit would need the same 64 bits to be taken for one.
  const search =
    measures.ofSearches().length > 0 ? `CASE WHEN e.search_id <> '' THEN hash(e.search_id) END AS search,` : '';
  const from = Math.min(0, reach.from);
  const to = Math.max(windowOf(query).to, reach.to);
  // Impressions are most of what there is, and no rule is about them.
  const impressions = measures.looksAt('impression') ? '' : `AND (e.action <> 'impression' OR e.bot)`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE acts AS
      SELECT c.id, (e.at_ms // 60000)::INTEGER AS minute, ${search}
        e.bot, e.action = 'impression' AS shown, e.action = 'purchase' AS bought, ${measures.ofActs().join(', ')}
      FROM events e JOIN candidates c ON hash(e.${unit}) = c.id
        AND e.at_ms >= c.start_ms + ${numeric(from)} AND e.at_ms < c.start_ms + ${numeric(to)}
      WHERE true ${impressions} ${until === undefined ? '' : `AND e.at_ms < ${numeric(until)}`}
  `);
}

/** What the rules are about, of a unit's acts in its window. */
const ruleColumns = (within: string): readonly string[] => [
  `coalesce(bool_or(bot AND ${within}), false) AS declared`,
  `count(*) FILTER (${within} AND NOT shown) AS actions`,
  `count(*) FILTER (${within} AND bought) AS purchases`,
];

/** Makes `left_out`: the units that break a rule in their window, the column `within` of `acts`. Few do much, so that only those that do are looked at by the minute. */
async function createLeftOut(
  connection: DuckDBConnection,
  query: ExposureQuery,
  within: string,
): Promise<readonly [bots: number, outliers: number]> {
  const bots: BotRules = query.bots === false ? { declared: false } : (query.bots ?? usualBots);
  const outliers: OutlierRules = query.outliers === false ? {} : (query.outliers ?? usualOutliers);
  const above = (column: string, most: number | undefined): string =>
    most === undefined ? 'false' : `${column} > ${numeric(most)}`;
  const fast = [
    { most: bots.perMinute, span: 1 },
    { most: bots.perDay, span: 1440 },
  ].flatMap(({ most, span }) =>
    most === undefined
      ? []
      : [
          `SELECT id FROM acts
           WHERE ${within} AND NOT shown AND id IN (SELECT id FROM done WHERE ${above('actions', most)})
           GROUP BY id, minute // ${span} HAVING ${above('count(*)', most)}`,
        ],
  );
  const robots = [`SELECT id FROM done WHERE ${bots.declared ? 'declared' : 'false'}`, ...fast].join(' UNION ');
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE robots AS ${robots};
    CREATE OR REPLACE TEMP TABLE left_out AS
      SELECT id, true AS bot FROM robots
      UNION ALL
      SELECT id, false FROM done
      WHERE (${above('actions', outliers.events)} OR ${above('purchases', outliers.purchases)})
        AND id NOT IN (SELECT id FROM robots);
  `);
  return [
    await countOf(connection, 'SELECT count(*) FROM left_out WHERE bot'),
    await countOf(connection, 'SELECT count(*) FROM left_out WHERE NOT bot'),
  ];
}

export async function read(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

async function countOf(connection: DuckDBConnection, sql: string): Promise<number> {
  return Number((await read(connection, sql))[0]?.[0]);
}
