import { filledFields, httpSchemas } from '@weir/contracts';
import { type DynamicModule, type INestApplication, Module, type NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { SignIn } from './console/sign-in/sign-in.js';
import type { SignInLog } from './console/sign-in/sign-in-log.js';
import { SignInModule } from './console/sign-in/sign-in.module.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveModule } from './live/live.module.js';
import { SystemApi, type SystemParts } from './system/system-api.js';
import { SystemModule } from './system/system.module.js';

/** Serves the OpenAPI document at /openapi.json and its pages at /docs. */
export function serveOpenApi(app: NestFastifyApplication, version: string): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app, version), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Weir API',
  });
}

/** The OpenAPI document of these modules, without serving them. */
export async function describeApi(modules: readonly DynamicModule[]): Promise<OpenAPIObject> {
  @Module({})
  class Described {}
  const root = { module: Described, imports: [...modules, ...ofServer] };
  const quiet: Pick<NestApplicationOptions, 'logger'> = { logger: false };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), quiet);
  try {
    return openApiDocument(app, '0.0.0');
  } finally {
    await app.close();
  }
}

/** What the server itself serves. Routes are told by classes: nothing is asked, so nothing has to be there. */
const ofServer = [
  LiveModule.of(new LiveFeed()),
  SignInModule.of({} as SignIn, {} as SignInLog),
  { ...SystemModule.of({} as SystemParts), providers: [{ provide: SystemApi, useValue: {} }] },
];

function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const described = new DocumentBuilder()
    .setTitle('Weir')
    .setDescription(
      'Product ranking in steps. The HTTP twin of the gRPC API: the same messages as JSON, named as in the protos.',
    )
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', description: 'Only where `access.write_token` is configured.' }, 'write_token')
    .build();
  const document = SwaggerModule.createDocument(app, described);
  const schemas = { ...answersFilled(document.paths), Error: errorSchema } as unknown as NonNullable<
    NonNullable<OpenAPIObject['components']>['schemas']
  >;
  return { ...document, components: { ...document.components, schemas } };
}

/** The messages, those that are only ever answered with the fields that they always have. */
function answersFilled(paths: OpenAPIObject['paths']): Readonly<Record<string, object>> {
  const operations = Object.values(paths).flatMap(({ get, post, put, patch, delete: remove }) =>
    [get, post, put, patch, remove].flatMap((operation) => operation ?? []),
  );
  const given = reachable(operations.map(({ parameters, requestBody }) => ({ parameters, requestBody })));
  const answered = reachable(operations.map(({ responses }) => responses));
  return Object.fromEntries(
    Object.entries(httpSchemas).map(([name, schema]) => {
      const required = answered.has(name) && !given.has(name) ? (filledFields[name] ?? []) : [];
      return [name, required.length === 0 ? schema : { ...schema, required }];
    }),
  );
}

/** Names of the messages that are named here, or in one that is. */
function reachable(from: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name!)) continue;
      found.add(name!);
      look((httpSchemas as Readonly<Record<string, unknown>>)[name!] ?? null);
    }
  };
  look(from);
  return found;
}

const errorSchema = {
  type: 'object',
  description: 'Why a request was refused or failed.',
  required: ['code', 'message', 'violations'],
  properties: {
    code: { type: 'string', description: 'As the gRPC status is called, e.g. `INVALID_ARGUMENT`.' },
    message: { type: 'string', description: 'What happened and what to do.' },
    violations: {
      type: 'array',
      description: 'Every wrong field.',
      items: { $ref: '#/components/schemas/FieldViolation' },
    },
  },
};
