import {
  type DeleteRuleRequest,
  type DeleteRuleResponse,
  type GetRuleRequest,
  type GetRuleResponse,
  type ListRuleChangesRequest,
  type ListRuleChangesResponse,
  type ListRulesResponse,
  type PutRuleRequest,
  type PutRuleResponse,
} from '@weir/contracts';
import type { RuleBook } from '../rule-book.js';
import { toChangeMessage, toKeptMessage } from './rule-message.js';

export interface MerchandisingParts {
  readonly book: RuleBook;
  /** Puts what is kept in force. */
  readonly refresh: () => Promise<void>;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
  /** Told after every change. */
  readonly changed?: (() => void) | undefined;
}

/** Merchandising rules as the API offers them, whichever transport a request came by. */
export class MerchandisingApi {
  constructor(private readonly parts: MerchandisingParts) {}

  async list(): Promise<ListRulesResponse> {
    const all = await this.parts.book.list();
    return { rules: all.map((kept) => toKeptMessage(kept, all, this.parts.now())) };
  }

  async get({ key }: GetRuleRequest): Promise<GetRuleResponse> {
    const kept = await this.parts.book.get(key);
    return { rule: toKeptMessage(kept, await this.parts.book.list(), this.parts.now()) };
  }

  async put({ rule, version, author, reason }: PutRuleRequest): Promise<PutRuleResponse> {
    const kept = await this.parts.book.put(rule ?? {}, { who: named(author), reason, version });
    await this.changed();
    return { rule: toKeptMessage(kept, await this.parts.book.list(), this.parts.now()) };
  }

  async delete({ key, version, author, reason }: DeleteRuleRequest): Promise<DeleteRuleResponse> {
    await this.parts.book.delete(key, { who: named(author), reason, version });
    await this.changed();
    return {};
  }

  async changes({ key }: ListRuleChangesRequest): Promise<ListRuleChangesResponse> {
    return { changes: (await this.parts.book.audit(key)).map(toChangeMessage).toReversed() };
  }

  private async changed(): Promise<void> {
    await this.parts.refresh();
    this.parts.changed?.();
  }
}

function named(author: string): string {
  return author.trim() === '' ? 'unknown' : author.trim().slice(0, 200);
}
