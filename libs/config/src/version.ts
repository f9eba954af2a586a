import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Version of the installation: of the nearest package.json above this file, both in a built tree and in the sources. */
export function installedVersion(): string {
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
  }
  return 'unknown';
}
