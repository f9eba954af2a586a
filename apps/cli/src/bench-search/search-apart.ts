import { type Engine, type EngineOptions, openSearchEngine, type SearchEngine } from '@weir/engine';
import { type StageProcesses, startStages } from './stage-processes.js';

/** Searches of a catalogue that another process has. */
export interface SearchApart extends Pick<StageProcesses, 'memory' | 'close'> {
  readonly engine: SearchEngine;
}

/**
 * Closes an engine whose catalogue is complete, starts a process that has the catalogue, and searches that.
 *
 * @param args of the process, beside those that say where the catalogue is
 */
export async function searchApart(
  whole: Pick<Engine, 'close'>,
  options: EngineOptions & { readonly dataDir: string },
  args: readonly string[],
): Promise<SearchApart> {
  await whole.close();
  const { dataDir, backends, stages } = options;
  const { engine: kind, opensearch } = backends!.retrieval;
  const catalogue = await startStages(
    ['retrieval'],
    [
      ...[...args, '--data-dir', dataDir, '--set', 'demo.enabled=false'],
      ...['--set', `retrieval.engine=${kind}`, '--set', `retrieval.opensearch.index=${opensearch.index}`],
    ],
  );
  try {
    const engine = await openSearchEngine({ ...options, dataDir: null, stages: { ...stages, ...catalogue.addresses } });
    return {
      engine,
      memory: () => catalogue.memory(),
      close: async () => {
        await engine.close();
        await catalogue.close();
      },
    };
  } catch (error) {
    await catalogue.close();
    throw error;
  }
}
