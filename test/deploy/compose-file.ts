import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export const root = path.resolve(__dirname, '..', '..');

/** A service of docker-compose.yml, with what the tests look at. */
export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly cpus?: string; readonly memory?: string } } };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The versions and ports of .env. */
export function environmentFile(): Readonly<Record<string, string>> {
  const lines = readFileSync(path.join(root, '.env'), 'utf8').split('\n');
  return Object.fromEntries(
    lines.filter((line) => /^\w+=/.test(line)).map((line) => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1)]),
  );
}

/** What Compose makes of docker-compose.yml: merged, and with the values of .env. */
export function composeFile(): ComposeFile {
  const text = readFileSync(path.join(root, 'docker-compose.yml'), 'utf8');
  const values = environmentFile();
  const filled = text.replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (_, name: string, fallback: string | undefined) => {
    const value = values[name] ?? fallback;
    if (value === undefined) throw new Error(`docker-compose.yml reads ${name}, which .env does not have`);
    return value;
  });
  return parse(filled, { merge: true }) as ComposeFile;
}
