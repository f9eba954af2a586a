import type { Catalogue } from '@weir/engine';

export interface Welcome {
  readonly host: string;
  /** Both APIs are encrypted. */
  readonly encrypted: boolean;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly catalogue: Catalogue;
  /** Products that are found by words only as yet. */
  readonly vectorsPending: number;
}

/** Says where the server is and what to try next. */
export function showWelcome({ host, encrypted, httpPort, grpcPort, catalogue, vectorsPending }: Welcome): void {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const query = catalogue.queries[0] ?? 'drill';
  const http = `${encrypted ? 'https' : 'http'}://${name}:${httpPort}`;
  const what = {
    stored: 'products',
    file: 'products',
    demo: 'products of a demonstration shop',
    empty: 'products yet',
  }[catalogue.kind];
  const pending =
    vectorsPending === 0
      ? ''
      : `\n${vectorsPending < catalogue.products ? `${vectorsPending.toLocaleString('en')} of them` : 'They'} are found by words only, until their vectors are made in the background.`;
  process.stdout.write(`
Weir serves ${catalogue.products === 0 ? 'no' : catalogue.products.toLocaleString('en')} ${what}.${pending}

  page  ${http}/          console  ${http}/console
  docs  ${http}/docs      of the API
  HTTP  ${http}/v1/search
  gRPC  ${name}:${grpcPort}  weir.v1.SearchService, CatalogService (reflection on)

Try:
  bin/weir search "${query}" --explain
  curl '${http}/v1/search?q=${encodeURIComponent(query)}&page_size=3'
  grpcurl ${encrypted ? '' : '-plaintext '}-d '{"query": "${query}"}' ${name}:${grpcPort} weir.v1.SearchService/Search

Ctrl+C stops it; nothing that was acknowledged is lost.
`);
}
