import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  DeleteRuleRequest,
  type DeleteRuleResponse,
  invalidArgument,
  type KeptRule,
  type ListRuleChangesResponse,
  type ListRulesResponse,
  PutRuleRequest,
  readJson,
} from '@weir/contracts';
import { MerchandisingApi } from './merchandising-api.js';

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const refusal = { status: 400, description: 'The rule is wrong; every bad field is named.', schema: ref('Error') };
const missing = { status: 404, description: 'There is no such rule.', schema: ref('Error') };
const stale = { status: 409, description: 'Somebody else wrote since: read again, then write.', schema: ref('Error') };
const byKey = { name: 'key', description: 'Key of the rule.', schema: { type: 'string' as const } };

/** The HTTP twin of MerchandisingService: the same messages as JSON, the rule's key in the address. */
@ApiTags('merchandising')
@Controller('v1/rules')
export class MerchandisingHttpController {
  constructor(private readonly api: MerchandisingApi) {}

  @Get()
  @ApiOperation({ summary: 'Merchandising rules, by key' })
  @ApiResponse({ status: 200, description: 'All of them.', schema: ref('ListRulesResponse') })
  list(): Promise<ListRulesResponse> {
    return this.api.list();
  }

  @Get(':key')
  @ApiOperation({ summary: 'One rule' })
  @ApiParam(byKey)
  @ApiResponse({ status: 200, description: 'As it is now.', schema: ref('KeptRule') })
  @ApiResponse(missing)
  async get(@Param('key') key: string): Promise<KeptRule | undefined> {
    return (await this.api.get({ key })).rule;
  }

  @Put(':key')
  @HttpCode(200)
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Write a rule, new or changed', description: 'It acts on the next search.' })
  @ApiParam(byKey)
  @ApiBody({ schema: ref('PutRuleRequest') })
  @ApiResponse({ status: 200, description: 'As written.', schema: ref('KeptRule') })
  @ApiResponse(refusal)
  @ApiResponse(stale)
  async put(@Param('key') key: string, @Body() body: unknown): Promise<KeptRule | undefined> {
    const message = PutRuleRequest.fromPartial(readJson('PutRuleRequest', body));
    if (message.rule !== undefined && message.rule.key !== key && message.rule.key !== '')
      throw invalidArgument([{ field: 'rule.key', description: `must be ${key}: a key never changes` }]);
    return (await this.api.put({ ...message, rule: message.rule && { ...message.rule, key } })).rule;
  }

  @Delete(':key')
  @ApiBearerAuth('write_token')
  @ApiOperation({ summary: 'Delete a rule', description: 'Its changes can still be read.' })
  @ApiParam(byKey)
  @ApiQuery({ name: 'version', required: true, schema: { type: 'integer', minimum: 1 } })
  @ApiQuery({ name: 'author', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'reason', required: false, schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'It is gone.', schema: ref('DeleteRuleResponse') })
  @ApiResponse(missing)
  @ApiResponse(stale)
  delete(
    @Param('key') key: string,
    @Query() { version, ...rest }: Readonly<Record<string, unknown>>,
  ): Promise<DeleteRuleResponse> {
    const read = typeof version === 'string' && version !== '' ? Number(version) : version;
    return this.api.delete(
      DeleteRuleRequest.fromPartial(readJson('DeleteRuleRequest', { ...rest, version: read, key })),
    );
  }

  @Get(':key/changes')
  @ApiOperation({ summary: 'Who changed what and when, newest first' })
  @ApiParam(byKey)
  @ApiResponse({ status: 200, description: 'The audit log.', schema: ref('ListRuleChangesResponse') })
  @ApiResponse(missing)
  changes(@Param('key') key: string): Promise<ListRuleChangesResponse> {
    return this.api.changes({ key });
  }
}
