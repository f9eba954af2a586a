import {
  type Call,
  type Handlers,
  invalidArgument,
  type SearchProgressiveRequest,
  type SearchProgressiveResponse,
  type SearchRequest,
  type SearchResponse,
  Serves,
} from '@weir/contracts';
import { Controller } from '@nestjs/common';
import { SearchApi } from './search-api.js';

/** SearchService over gRPC. */
@Serves('SearchService')
@Controller()
export class SearchGrpcController implements Handlers<'SearchService'> {
  constructor(private readonly api: SearchApi) {}

  search(request: SearchRequest, call: Call): Promise<SearchResponse> {
    return this.api.search(request, call);
  }

  searchProgressive({ search }: SearchProgressiveRequest, call: Call): AsyncIterable<SearchProgressiveResponse> {
    if (search === undefined) throw invalidArgument([{ field: 'search', description: 'must be given' }]);
    return this.api.searchProgressive(search, call);
  }
}
