import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

/** What the server tells changes of. A query whose key begins with it is asked again. */
export type LiveTopic = 'experiments' | 'results' | 'plan' | 'rules' | 'judgments' | 'queries' | 'models' | 'system';

let source: EventSource | undefined;
let connected = false;
const watchers = new Set<() => void>();
const listeners = new Set<(topic: LiveTopic) => void>();

function tellWatchers(now: boolean): void {
  if (connected === now) return;
  connected = now;
  for (const watcher of watchers) watcher();
}

/** One connection for all of the page, kept by the browser while anything watches. */
function connect(): void {
  if (source !== undefined) return;
  source = new EventSource('/v1/live');
  source.addEventListener('open', () => {
    tellWatchers(true);
  });
  source.addEventListener('error', () => {
    tellWatchers(false);
    // The browser tries again by itself unless the server refused.
    if (source?.readyState !== EventSource.CLOSED) return;
    source = undefined;
    setTimeout(() => {
      if (listeners.size > 0) connect();
    }, 5000);
  });
  source.addEventListener('changed', ({ data }: MessageEvent<string>) => {
    const { topic } = JSON.parse(data) as { readonly topic: LiveTopic };
    for (const listener of listeners) listener(topic);
  });
}

function disconnect(): void {
  source?.close();
  source = undefined;
  tellWatchers(false);
}

/**
 * Asks again for what changed on the server, while the component is shown.
 *
 * @returns whether the connection stands
 */
export function useLive(topics: readonly LiveTopic[]): boolean {
  const client = useQueryClient();
  const watched = topics.join();
  useEffect(() => {
    const listener = (topic: LiveTopic): void => {
      if (watched.split(',').includes(topic)) void client.invalidateQueries({ queryKey: [topic] });
    };
    listeners.add(listener);
    connect();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) disconnect();
    };
  }, [client, watched]);
  return useSyncExternalStore(subscribe, () => connected);
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
