import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { WeirProcess } from '../e2e/weir-process.js';
import { inside, type Servers, startServers, token } from './servers.js';

const root = path.resolve(__dirname, '..', '..');
/**
 * Random requests of each operation. `FUZZ_RUNS=300 npx jest test/fuzz/http` asks for so many, and for one at each edge of
 * every schema before.
 */
const given = process.env['FUZZ_RUNS'];
const runs = Number(given ?? 8);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_130);

jest.setTimeout(Math.max(300_000, runs * 30_000));

describe('whatever comes over HTTP', () => {
  let servers: Servers;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-schemathesis-'));
    servers = await startServers();
  });
  afterAll(async () => {
    await servers.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs schemathesis against every operation of the OpenAPI document that the server gives. */
  const fuzz = async ({ httpPort }: WeirProcess): Promise<{ readonly code: number; readonly output: string }> => {
    const child = spawn(
      path.join(root, '.venv', 'bin', 'schemathesis'),
      [
        ...['run', `http://127.0.0.1:${httpPort}/openapi.json`, '--header', `authorization: Bearer ${token}`],
        ...[
          '--phases',
          given === undefined ? 'fuzzing' : 'coverage,fuzzing',
          '--max-examples',
          String(runs),
          '--seed',
          String(seed),
        ],
        ...['--checks', 'nothing_of_the_inside,no_fault', '--continue-on-failure', '--no-shrink', '--no-color'],
        ...['--suppress-health-check', 'all', '--warnings', 'off', '--request-timeout', '60'],
      ],
      {
        // It keeps what it has found in the working folder.
        cwd: folder,
        env: { ...process.env, FUZZ_INSIDE: inside.source, SCHEMATHESIS_HOOKS: path.join(__dirname, 'checks.py') },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  };

  it('every operation of the document answers it, or refuses it below 500, without a word of the inside', async () => {
    const { weir } = servers;
    const { code, output } = await fuzz(weir);
    if (code !== 0) throw new Error(`${output.slice(-8000)}\n${weir.output().slice(-3000)}`);
    const [, selected, all, tested] = /Selected: (\d+)\/(\d+)\n\s+Tested: (\d+)/.exec(output) ?? [];
    expect([selected, tested]).toEqual([all, all]);
    expect(Number(all)).toBeGreaterThan(70);
    expect((await weir.fetch('/readyz')).status).toBe(200);
  });

  // Theirs is another project's document.
  it.each(['/rerank', '/embed'])('so does %s of text-embeddings-inference', async (route) => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('', ' ', 'drill', 'x'.repeat(9000)),
    );
    const anything = fc.jsonValue({ maxDepth: 4 });
    const field = <T>(usual: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: anything });
    const body = fc.record(
      {
        query: field(texts),
        texts: field(fc.array(texts, { maxLength: 5 })),
        inputs: field(fc.oneof(texts, fc.array(texts, { maxLength: 5 }))),
        truncate: field(fc.boolean()),
        raw_scores: field(fc.boolean()),
        return_text: field(fc.boolean()),
        normalize: field(fc.boolean()),
        truncation_direction: field(fc.constantFrom('Left', 'Right')),
      },
      { requiredKeys: [] },
    );
    const bodies = fc.oneof(
      { weight: 6, arbitrary: body.map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    );
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    await fc.assert(
      fc.asyncProperty(bodies, async (content) => {
        const response = await servers.reranker.fetch(route, { method: 'POST', headers, body: content });
        const text = await response.text();
        expect([response.status < 500, content, text]).toEqual([true, content, text]);
        expect(text).not.toMatch(inside);
      }),
      { seed, numRuns: runs * 5 },
    );
  });

  it.each([
    ['GET', '/%'],
    ['GET', '/%00%ff'],
    ['GET', `/${'a'.repeat(200)}`],
    ['GET', '/v1/search?q=%ff%fe'],
    ['GET', '/v1/search?q=a&q=b&__proto__=1&constructor=2'],
    ['POST', '/healthz'],
    ['TRACE', '/v1/search'],
    ['GET', '/console/../../../../etc/passwd'],
    ['GET', '/console/%2e%2e/%2e%2e/package.json'],
    ['GET', '/docs/%2e%2e/%2e%2e/package.json'],
  ])('%s %s, which no operation is, is refused likewise', async (method, address) => {
    const { weir } = servers;
    // Node's own client, as fetch tidies addresses up.
    const sent = request({ host: '127.0.0.1', port: weir.httpPort, method, path: address });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    expect(response.statusCode).toBeLessThan(500);
    expect(text).not.toMatch(inside);
    expect(text).not.toContain('root:x:0');
    expect(text).not.toContain('"devDependencies"');
  });
});
