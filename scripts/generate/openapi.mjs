import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRequire } from 'node:module';
import openapiTS, { astToString } from 'openapi-typescript';

const require = createRequire(import.meta.url);

/** Libraries that serve something, each with one `load...Service` in its index. */
const serving = [
  'cascade',
  'events',
  'experiments',
  'indexing',
  'inference',
  'judgments',
  'merchandising',
  'registry',
  'retrieval',
  'simulation',
];

/** The console's types of the HTTP API, from the OpenAPI document that the built services make. */
export async function openapi(root) {
  const library = (name) => require(path.join(root, `dist/libs/${name}/src/index.js`));
  const modules = await Promise.all(serving.map((name) => modulesOf(library(name))));
  const document = await library('server').describeApi(modules.flat());
  const types = astToString(await openapiTS(document, { alphabetize: true }));
  const text = `// Generated from the OpenAPI document by \`npm run generate\`.\n${types}`;
  await writeFile(path.join(root, 'apps/console/src/api/generated/schema.d.ts'), text);
}

/** What is served is told by the classes: nothing is asked, so nothing has to be there. */
async function modulesOf(library) {
  const load = Object.entries(library).find(([name]) => /^load.*Service$/.test(name))[1];
  return Object.entries(await load()).flatMap(([name, value]) => (/Module$/.test(name) ? [value.of({})] : []));
}
