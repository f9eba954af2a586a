import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import type { Row } from '../row.js';
import { readDelimited } from './delimited.js';
import { readJsonLines } from './json-lines.js';
import { readRows, sampleRows } from './read-rows.js';

describe('readRows', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-rows-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const jsonl = '{"id":"a","n":1}\n\n{"id":"b"\n[1]\r\n{"id":"ü"}';
  const rowsOfJsonl: Row[] = [
    { line: 1, fields: { id: 'a', n: 1 } },
    { line: 3, fault: expect.stringMatching(/^is not JSON: /) as string },
    { line: 4, fault: 'is not a JSON object' },
    { line: 5, fields: { id: 'ü' } },
  ];

  it('reads JSON Lines, tells each bad line and goes on', async () => {
    expect(await read('rows.jsonl', jsonl)).toEqual(rowsOfJsonl);
    expect(await read('rows.jsonl.gz', gzipSync(jsonl))).toEqual(rowsOfJsonl);
    expect(await read('rows.ndjson', `\uFEFF${jsonl}\n`)).toEqual(rowsOfJsonl);
  });

  it('tells a line that is not UTF-8 instead of guessing its letters', async () => {
    const bytes = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}\n{"id":"b"}\n')]);
    expect(await read('bytes.jsonl', bytes)).toEqual([
      { line: 1, fault: 'is not valid UTF-8' },
      { line: 2, fields: { id: 'b' } },
    ]);
  });

  it('gives the same rows however the bytes come in', async () => {
    const bytes = Buffer.from('{"id":"ä水😀"}\n{"id":"b"}\n\n{"id":"c"}');
    const csv = Buffer.from('id,name\n1,"ä, ""水"""\n2,"two\nlines"\n3,x\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 6 }), async (cuts) => {
        expect(await collect(readJsonLines(cut(bytes, cuts)))).toEqual([
          { line: 1, fields: { id: 'ä水😀' } },
          { line: 2, fields: { id: 'b' } },
          { line: 4, fields: { id: 'c' } },
        ]);
        expect(await collect(readDelimited(cut(csv, cuts), ','))).toEqual([
          { line: 2, fields: { id: '1', name: 'ä, "水"' } },
          { line: 3, fields: { id: '2', name: 'two\nlines' } },
          { line: 5, fields: { id: '3', name: 'x' } },
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it('reads CSV and TSV with their header, and tells rows of another width by the line they start on', async () => {
    const csv = '\uFEFFid, name ,price\r\n1,"a ""b""",2\r\n2,short\r\n3,"x\r\ny",4\r\n5,one,two,three\r\n6,last,7';
    const rows: Row[] = [
      { line: 2, fields: { id: '1', name: 'a "b"', price: '2' } },
      { line: 3, fault: 'has another number of cells than the header' },
      { line: 4, fields: { id: '3', name: 'x\r\ny', price: '4' } },
      { line: 6, fault: 'has another number of cells than the header' },
      { line: 7, fields: { id: '6', name: 'last', price: '7' } },
    ];
    expect(await read('rows.csv', csv)).toEqual(rows);
    expect(await read('rows.csv.gz', gzipSync(csv))).toEqual(rows);
    expect(await read('rows.tsv', 'id\tname\n1\ta, "b"\n')).toEqual([{ line: 2, fields: { id: '1', name: 'a, "b"' } }]);
  });

  it('reads quotes behind backslashes, as MySQL writes them', async () => {
    expect(await read('mysql.csv', '"id","name"\n"1","a 40\\" TV"\n"2","the \\"best\\", they say"\n')).toEqual([
      { line: 2, fields: { id: '1', name: 'a 40" TV' } },
      { line: 3, fields: { id: '2', name: 'the "best", they say' } },
    ]);
  });

  it('takes stray quotes as they are, and says where one opens that never closes', async () => {
    expect(await read('stray.csv', 'id,name\n1,5" nail\n2,"b"x\n3,c\n')).toEqual([
      { line: 2, fields: { id: '1', name: '5" nail' } },
      { line: 3, fields: { id: '2', name: '"b"x' } },
      { line: 4, fields: { id: '3', name: 'c' } },
    ]);
    await expect(read('open.csv', 'id,name\n1,a\n2,"b\n3,c\n')).rejects.toThrow('The row at line 3 opens a quote');
  });

  it('reads the one table of a tar archive, and refuses two', async () => {
    const one = await archive({ 'readme.txt': 'hello', 'data/._rows.csv': 'junk', 'data/rows.csv': 'id,name\n1,a\n' });
    expect(await read('one.tgz', gzipSync(one))).toEqual([{ line: 2, fields: { id: '1', name: 'a' } }]);
    expect(await read('one.tar', one)).toEqual([{ line: 2, fields: { id: '1', name: 'a' } }]);
    const packed = await archive({ 'rows.jsonl.gz': gzipSync(jsonl) });
    expect(await read('packed.tar.gz', gzipSync(packed))).toEqual(rowsOfJsonl);
    await expect(read('two.tar', await archive({ 'a.csv': 'id\n1\n', 'b.csv': 'id\n2\n' }))).rejects.toThrow(
      'more than one',
    );
    await expect(read('none.tar', await archive({ 'a.txt': 'x' }))).rejects.toThrow('holds no .jsonl');
    expect(await sampleRows(path.join(folder, 'one.tgz'), 1)).toHaveLength(1);
  });

  it('reads Parquet of several row groups, with numbers, lists, nested fields and dates', async () => {
    const file = path.join(folder, 'rows.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT 'p' || i AS id, i AS big, i / 4.0 AS price, ['a', 'b'] AS tags, {color: 'red'} AS specs,
         DATE '2024-02-03' AS released, NULL::VARCHAR AS nothing FROM range(5000) t(i))
       TO '${file}' (FORMAT parquet, ROW_GROUP_SIZE 2048, COMPRESSION zstd)`,
    );
    connection.closeSync();
    instance.closeSync();
    const rows = await collect(readRows(file));
    expect(rows).toHaveLength(5000);
    expect(rows[4001]).toEqual({
      line: 4002,
      fields: {
        id: 'p4001',
        big: 4001,
        price: 1000.25,
        tags: ['a', 'b'],
        specs: { color: 'red' },
        released: new Date('2024-02-03'),
        nothing: null,
      },
    });
  });

  it('says what is wrong with a file that it cannot read', async () => {
    await expect(read('rows.xlsx', 'x')).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT' });
    await expect(collect(readRows(path.join(folder, 'none.jsonl')))).rejects.toMatchObject({ code: 'UNREADABLE' });
    await expect(read('cut.jsonl.gz', gzipSync(jsonl.repeat(1000)).subarray(0, 90))).rejects.toMatchObject({
      name: 'CatalogueError',
      code: 'UNREADABLE',
    });
    await expect(read('array.json', '[\n{"id":1}\n]')).rejects.toThrow('write one JSON object a line');
    await expect(read('line.jsonl', `{"id":"${'x'.repeat(17 * 1024 * 1024)}"}`)).rejects.toThrow('longer than 16 MiB');
  });

  it('reads no further than it is asked to', async () => {
    const file = path.join(folder, 'long.jsonl');
    writeFileSync(file, `${JSON.stringify({ id: 'x', text: 'y'.repeat(1000) })}\n`.repeat(20_000));
    const shares: number[] = [];
    for await (const row of readRows(file, (share) => shares.push(share))) if (row.line === 600) break;
    expect(shares.length).toBe(2);
    expect(shares.at(-1)).toBeGreaterThan(0);
    expect(shares.at(-1)).toBeLessThan(0.2);
  });

  async function read(name: string, content: string | Buffer): Promise<Row[]> {
    writeFileSync(path.join(folder, name), content);
    return collect(readRows(path.join(folder, name)));
  }
});

async function collect(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function* cut(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const ends = [...cuts].sort((a, b) => a - b);
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    yield await Promise.resolve(bytes.subarray(start, end));
    start = end;
  }
}

function archive(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const packed = pack();
  for (const [name, content] of Object.entries(files)) packed.entry({ name }, content);
  packed.finalize();
  return buffer(packed);
}
