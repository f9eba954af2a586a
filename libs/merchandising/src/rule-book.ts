import type { AuditEntry, RecordStore, StoredRecord } from '@weir/storage';
import { checkRule } from './check-rule.js';
import { invalidRule, RuleError } from './error.js';
import { type Rule, ruleSchema } from './rule.js';

/** The collection of records that rules are kept in. */
const collection = 'rules';

/** A rule as it is kept. */
export interface KeptRule {
  readonly rule: Rule;
  readonly version: number;
  /** ms since 1970. */
  readonly updatedAt: number;
  readonly updatedBy: string;
}

/** Who makes a change, of which version, and why. */
export interface RuleEdit {
  readonly who: string;
  readonly reason: string;
  /** The version that was read; 0 for a new rule. */
  readonly version: number;
}

/** What a record holds. The record of a deleted rule stays, without one, so that its changes can be read. */
interface RecordValue {
  readonly rule: Rule | null;
  readonly updated_at: number;
  readonly updated_by: string;
}

export interface RuleBookOptions {
  readonly records: RecordStore;
  /** Wall clock, ms since 1970. */
  readonly clock: () => number;
}

/**
 * All rules, kept in a RecordStore. What is written was checked; a change that was made of an older version is refused
 * with `ABORTED`; every change stands in the audit log. Rejects with `RuleError`.
 */
export class RuleBook {
  constructor(private readonly options: RuleBookOptions) {}

  /** By key. One that this version of Weir cannot read is told to `onUnreadable` and left out. */
  async list(onUnreadable: (key: string, error: unknown) => void = () => undefined): Promise<readonly KeptRule[]> {
    return (await this.options.records.list(collection)).flatMap((record) => {
      try {
        const kept = toKept(record);
        return kept === undefined ? [] : [kept];
      } catch (error) {
        onUnreadable(record.key, error);
        return [];
      }
    });
  }

  async get(key: string): Promise<KeptRule> {
    const record = await this.options.records.get(collection, key);
    const kept = record && toKept(record);
    if (kept === undefined) throw missing(key);
    return kept;
  }

  /** Writes a rule; `version` 0 wants that there is none of its key. */
  async put(input: unknown, edit: RuleEdit): Promise<KeptRule> {
    const { rule, violations } = checkRule(input);
    if (rule === undefined) throw invalidRule(violations);
    const current = await this.options.records.get(collection, rule.key);
    const isThere = current !== undefined && toKept(current) !== undefined;
    if (isThere && edit.version === 0)
      throw new RuleError('ALREADY_EXISTS', `There is a rule ${rule.key} already: take another key, or edit that one.`);
    if (!isThere && edit.version !== 0) throw missing(rule.key);
    // A key that was deleted begins again in the record that it had.
    const expected = isThere ? edit.version : (current?.version ?? 0);
    const [updatedAt, updatedBy] = [this.options.clock(), edit.who];
    const value = { rule, updated_at: updatedAt, updated_by: updatedBy };
    const action = isThere ? 'update' : 'create';
    const version = await this.write({ key: rule.key, value, expected, action }, edit);
    return { rule, version, updatedAt, updatedBy };
  }

  /** Deletes a rule; its changes stay. */
  async delete(key: string, edit: RuleEdit): Promise<void> {
    await this.get(key);
    const value = { rule: null, updated_at: this.options.clock(), updated_by: edit.who };
    await this.write({ key, value, expected: edit.version, action: 'delete' }, edit);
  }

  /** Every change of one rule, the first first. */
  async audit(key: string): Promise<readonly AuditEntry[]> {
    const entries: AuditEntry[] = [];
    for (;;) {
      const after = entries.at(-1)?.sequence ?? 0;
      const page = await this.options.records.audit({ collection, key, after });
      if (page.length === 0) break;
      entries.push(...page);
    }
    if (entries.length === 0) throw missing(key);
    return entries;
  }

  /** Changes when any rule does: who compiles them polls it. */
  lastChange(): Promise<number> {
    return this.options.records.lastChange(collection);
  }

  /** @returns the version that was written */
  private async write(
    { key, value, expected, action }: { key: string; value: RecordValue; expected: number; action: string },
    { who, reason, version }: RuleEdit,
  ): Promise<number> {
    const note = { who, at: value.updated_at, action, reason };
    const result = await this.options.records.put({ collection, key, expected, value, note });
    if (result.kind === 'written') return result.record.version;
    throw new RuleError(
      'ABORTED',
      `${key} was changed by somebody else: this edit is of version ${version}, it is at ${result.current?.version ?? 'none'} now. ` +
        'Read it again, then make the change.',
    );
  }
}

/** The rule of a value in the audit log; undefined where there was none. */
export function ruleOf(value: unknown): Rule | undefined {
  const { rule } = (value ?? { rule: null }) as RecordValue;
  return rule === null ? undefined : ruleSchema.parse(rule);
}

function toKept({ value, version }: StoredRecord): KeptRule | undefined {
  const rule = ruleOf(value);
  const { updated_at: updatedAt, updated_by: updatedBy } = value as RecordValue;
  return rule && { rule, version, updatedAt, updatedBy };
}

function missing(key: string): RuleError {
  return new RuleError('NOT_FOUND', `There is no rule ${key}.`);
}
