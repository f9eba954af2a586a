import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { roles } from './roles.js';

const keySchema = z
  .strictObject({
    name: z.string().min(1).max(64).describe('For logs.'),
    key: z.string().min(24).optional(),
    key_sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('SHA-256 of the key in hex, so that the file holds no secret.'),
    roles: z.array(z.enum(roles)).min(1),
    requests_per_second: z.number().positive().optional(),
  })
  .refine(({ key, key_sha256: hash }) => (key === undefined) !== (hash === undefined), 'give either key or key_sha256');

export type ApiKey = z.output<typeof keySchema>;

/** Keys of a YAML file. Throws with every mistake, and without the secrets. */
export function readKeys(file: string): readonly ApiKey[] {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`access.keys_file: ${file} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`, {
      cause: error,
    });
  }
  const parsed = z.array(keySchema).min(1).safeParse(content);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
    throw new Error(`access.keys_file: ${file}: ${mistakes.join('; ')}`);
  }
  const names = parsed.data.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error(`access.keys_file: ${file}: two keys have one name`);
  return parsed.data;
}
