import {
  type Call,
  type Handlers,
  type RerankRequest,
  type RerankResponse,
  type RerankStreamRequest,
  Serves,
  type TeiInfoResponse,
} from '@weir/contracts';
import { Controller, Inject } from '@nestjs/common';
import { mostTexts, TeiApi } from './tei-api.js';
import { versionToken } from './tei-http.controller.js';
import { teiInfo } from './tei-info.js';

/** `tei.v1.Rerank` over gRPC. */
@Serves('Rerank')
@Controller()
export class TeiRerankController implements Handlers<'Rerank'> {
  constructor(private readonly api: TeiApi) {}

  rerank(request: RerankRequest, call: Call): Promise<RerankResponse> {
    return this.ranked(request, call);
  }

  async rerankStream(requests: AsyncIterable<RerankStreamRequest>, call: Call): Promise<RerankResponse> {
    const texts: string[] = [];
    let first: RerankStreamRequest | undefined;
    for await (const request of requests) {
      first ??= request;
      texts.push(request.text);
      // The rest cannot be taken either; `rank` says so.
      if (texts.length > mostTexts) break;
    }
    const { query = '', truncate = false, raw_scores = false, return_text = false } = first ?? {};
    return this.ranked({ query, texts, truncate, raw_scores, return_text }, call);
  }

  private async ranked(request: RerankRequest, call: Call): Promise<RerankResponse> {
    const begun = performance.now();
    const { query, texts, raw_scores: rawScores, return_text: returnText } = request;
    const ranks = await this.api.rank({ query, texts, rawScores }, call);
    return {
      ranks: ranks.map((rank) => ({ ...rank, text: returnText ? texts[rank.index] : undefined })),
      metadata: {
        compute_chars: texts.reduce((sum, text) => sum + query.length + text.length, 0),
        compute_tokens: 0,
        total_time_ns: Math.round((performance.now() - begun) * 1e6),
        tokenization_time_ns: 0,
        queue_time_ns: 0,
        inference_time_ns: 0,
      },
    };
  }
}

/** `tei.v1.Info` over gRPC. */
@Serves('Info')
@Controller()
export class TeiInfoController implements Handlers<'Info'> {
  constructor(
    private readonly api: TeiApi,
    @Inject(versionToken) private readonly version: string,
  ) {}

  info(): Promise<TeiInfoResponse> {
    return Promise.resolve(teiInfo(this.api.models, this.version));
  }
}
