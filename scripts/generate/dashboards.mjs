import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cascade } from '../../infra/grafana/dashboards/cascade.mjs';
import { dataQuality } from '../../infra/grafana/dashboards/data-quality.mjs';
import { engines } from '../../infra/grafana/dashboards/engines.mjs';
import { experiments } from '../../infra/grafana/dashboards/experiments.mjs';
import { reranker } from '../../infra/grafana/dashboards/reranker.mjs';

/** Grafana's JSON of every dashboard, a file each; and for the chart, which can read no file outside of it, those and the rules. */
export async function dashboards(root) {
  const chart = path.join(root, 'infra', 'helm', 'weir', 'files');
  const folders = [path.join(root, 'infra', 'grafana', 'generated'), path.join(chart, 'dashboards')];
  for (const folder of [...folders, path.join(chart, 'rules')]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const [readable, short] = folders;
  for (const each of [cascade, experiments, reranker, engines, dataQuality]) {
    await writeFile(path.join(readable, `${each.uid}.json`), `${JSON.stringify(each, null, 2)}\n`);
    await writeFile(path.join(short, `${each.uid}.json`), JSON.stringify(each));
  }
  await cp(path.join(root, 'infra', 'prometheus', 'rules'), path.join(chart, 'rules'), { recursive: true });
}
