import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Tables between `<!-- generated: NAME -->` and `<!-- /generated -->` in docs/, from the built libraries. */
export async function documents(root) {
  const tables = { settings: () => settingsTable(root) };
  for (const file of ['docs/configuration.md']) {
    const location = path.join(root, file);
    if (!existsSync(location)) continue;
    const text = await readFile(location, 'utf8');
    const filled = text.replaceAll(
      /(<!-- generated: ([a-z-]+) -->\n)[\s\S]*?(<!-- \/generated -->)/g,
      (_, open, name, close) => `${open}\n${tables[name]()}\n\n${close}`,
    );
    if (filled !== text) await writeFile(location, filled);
  }
}

function settingsTable(root) {
  const { settingsOf } = require(path.join(root, 'dist/libs/config/src/index.js'));
  const { weirConfiguration } = require(path.join(root, 'dist/libs/engine/src/index.js'));
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = settingsOf(weirConfiguration).map(({ path: keys, variable, type, default: fallback, description }) => {
    const shown = fallback === undefined ? '' : `\`${JSON.stringify(fallback)}\``;
    return `| \`${keys.join('.')}\` | \`${variable}\` | ${cell(type)} | ${cell(shown)} | ${cell(description)} |`;
  });
  return ['| setting | variable | value | default | meaning |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}
