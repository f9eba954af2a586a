import { httpSchemas } from '@weir/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** Serves the OpenAPI document at /openapi.json and its pages at /docs. */
export function serveOpenApi(app: NestFastifyApplication, version: string): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app, version), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Weir API',
  });
}

function openApiDocument(app: NestFastifyApplication, version: string): OpenAPIObject {
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
  const schemas = { ...httpSchemas, Error: errorSchema } as unknown as NonNullable<
    NonNullable<OpenAPIObject['components']>['schemas']
  >;
  return { ...document, components: { ...document.components, schemas } };
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
