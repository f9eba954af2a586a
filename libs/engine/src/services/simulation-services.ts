import { loadSearchService } from '@weir/cascade';
import { type Call, SearchRequest, toApiError } from '@weir/contracts';
import { loadEventService } from '@weir/events';
import { readCatalogueSource } from '@weir/indexing';
import { demoQueries, loadSimulationService, type Shop, simulatedMark } from '@weir/simulation';
import type { Log } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import type { Engine } from '../engine.js';
import { eventRecorder, type RecorderParts, type RecordingEngine } from './event-recorder.js';

export interface SimulationServiceParts extends RecorderParts {
  readonly log: Log;
  readonly simulation: { readonly enabled: boolean };
  readonly demo: { readonly products: number; readonly seed: number };
  /** Told when shoppers come and when they leave. */
  readonly changed: () => void;
}

/** A process that searches and records. */
type SimulatedEngine = RecordingEngine & Pick<Engine, 'cascade'>;

/** SimulationService, of a process that searches and records. `close` sends the shoppers away, before the engine closes. */
export async function simulationServices(
  engine: SimulatedEngine,
  parts: SimulationServiceParts,
): Promise<{ readonly modules: readonly DynamicModule[]; close(): Promise<void> }> {
  const { SimulationApi, SimulationModule } = await loadSimulationService();
  const { simulation, demo, changed } = parts;
  const api = new SimulationApi({
    shop: await shopOf(engine, parts),
    available: async () => simulation.enabled && (await readCatalogueSource(engine.storage.documents))?.kind === 'demo',
    judged: () => demoQueries(demo),
    changed,
    now: Date.now,
  });
  return { modules: [SimulationModule.of(api)], close: () => api.close() };
}

/** Codes of a cascade that has too much to do. */
const busy: ReadonlySet<string> = new Set(['RESOURCE_EXHAUSTED', 'DEADLINE_EXCEEDED']);

/** This process as a shopper over the network would meet it: counted, checked and recorded alike. */
async function shopOf(engine: SimulatedEngine, parts: SimulationServiceParts): Promise<Shop> {
  const { SearchApi } = await loadSearchService();
  const { EventApi } = await loadEventService();
  const searches = new SearchApi(engine.cascade, parts);
  const call: Call = { signal: new AbortController().signal, header: () => 'batch' };
  const events = new EventApi({ recorder: eventRecorder(engine, parts), metrics: parts.metrics });
  return {
    address: 'this server',
    search: async ({ query, shopperId, sessionId }) => {
      const about = { query, shopper_id: shopperId, session_id: sessionId, attributes: simulatedMark };
      try {
        return await searches.search(SearchRequest.fromPartial(about), call);
      } catch (error) {
        if (busy.has(toApiError(error).code)) return undefined;
        throw error;
      }
    },
    record: (batch) => events.recordAll(batch),
    prices: async (ids) => {
      const found = await engine.storage.products.get(ids);
      return new Map(found.flatMap((each) => (each === undefined ? [] : [[each.product.id, each.product.price]])));
    },
  };
}
