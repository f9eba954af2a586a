import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '@weir/opensearch';
import { type EventStore, loadOpenSearchEvents } from '@weir/storage';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import type { EventStoreUnderTest, OpenedEventStore } from './event-store-under-test.js';

/** How a store is opened; each default is another one for each test. */
interface Opening {
  readonly prefix: string;
  /** Of a server or a proxy in front of it. */
  readonly url?: string;
  /** Of the copy that results are read from; `false` keeps it in memory. */
  readonly folder?: string | false;
}

/** Event stores in the OpenSearch of this run, and what they leave behind. */
export class OpenSearchStores {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'weir-opensearch-events-'));
  private readonly opened: OpenedEventStore[] = [];
  private readonly prefixes: string[] = [];
  url = '';

  /** Starts the server where it does not run. */
  async start(): Promise<void> {
    this.url = await openSearchUrl();
  }

  prefix(): string {
    const prefix = indexName('events');
    this.prefixes.push(prefix);
    return prefix;
  }

  /** Another process, as far as the cluster can tell. */
  async open({ prefix, url = this.url, folder = this.folder }: Opening): Promise<OpenedEventStore> {
    const { OpenSearchEvents } = await loadOpenSearchEvents();
    const client = connect({ nodes: [url] });
    const events = new OpenSearchEvents({ client, prefix, ...(folder !== false && { folder }) });
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await events.close();
      await client.close();
    };
    const store = { events: events as EventStore, close: () => (closing ??= close()) };
    this.opened.push(store);
    return store;
  }

  create(): EventStoreUnderTest {
    const prefix = this.prefix();
    return { open: () => this.open({ prefix }) };
  }

  /** Asks the server itself. */
  async ask<T>(question: (client: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
    const client = connect({ nodes: [this.url] });
    try {
      return await question(client);
    } finally {
      await client.close();
    }
  }

  /** Sources of all documents of a prefix. */
  async documents(prefix: string, index = `${prefix}-*`): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.ask(async (client) => {
      await client.indices.refresh({ index });
      const { body } = await client.search({ index, size: 1000 });
      return body.hits.hits.map(({ _source }) => _source as Readonly<Record<string, unknown>>);
    });
  }

  /** Puts a document where another tool might. */
  async addDocument(index: string, document: object): Promise<void> {
    await this.ask((client) => client.index({ index, body: document }));
  }

  /** Deletes the document of an event behind the store's back. */
  async deleteDocument(prefix: string, eventId: string): Promise<void> {
    const _id = hash('sha256', eventId, 'buffer').subarray(0, 16).toString('base64url');
    const request = { index: `${prefix}-ubi-*`, refresh: true, body: { query: { ids: { values: [_id] } } } };
    const { body } = await this.ask((client) => client.deleteByQuery(request));
    expect(body).toMatchObject({ deleted: 1 });
  }

  /** Has no copy of a prefix's events be of use any more. */
  damageCopies(prefix: string): void {
    const files = readdirSync(this.folder).filter((name) => name.startsWith(prefix));
    for (const name of files) writeFileSync(path.join(this.folder, name), 'not a database '.repeat(2000));
  }

  /** Closes what is open, and deletes the indices. */
  async clear(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((store) => store.close()));
    const prefixes = this.prefixes.splice(0);
    await this.ask(async (client) => {
      for (const prefix of prefixes) {
        await client.indices.delete({ index: `${prefix}-*` });
        await client.indices.deleteIndexTemplate({ name: `${prefix}-*` }, { ignore: [404] });
      }
    });
  }

  stop(): void {
    rmSync(this.folder, { recursive: true });
  }
}
