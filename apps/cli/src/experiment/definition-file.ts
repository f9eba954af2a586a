import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';

/** A definition as it stands in a YAML or JSON file; `-` reads it from standard input. */
export async function readDefinition(file: string): Promise<Record<string, unknown>> {
  const content = file === '-' ? await text(process.stdin) : await readText(file);
  let value: unknown;
  try {
    value = parse(content);
  } catch (error) {
    throw new Error(`${file} is neither YAML nor JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`${file} holds no table of settings: docs/experiments.md shows what a definition looks like`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
