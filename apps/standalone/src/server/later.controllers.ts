import { ApiError, type Handlers, Serves } from '@weir/contracts';
import { Controller } from '@nestjs/common';

/** RankerService by itself belongs to the split deployment. */
@Serves('RankerService')
@Controller()
export class RankerController implements Handlers<'RankerService'> {
  rank(): Promise<never> {
    return later('this process ranks inside SearchService.Search only');
  }
}

/** RerankerService by itself belongs to the split deployment. */
@Serves('RerankerService')
@Controller()
export class RerankerController implements Handlers<'RerankerService'> {
  score(): Promise<never> {
    return later('this process reranks inside SearchService.Search only');
  }
}

function later(text: string): Promise<never> {
  return Promise.reject(new ApiError('UNIMPLEMENTED', text));
}
