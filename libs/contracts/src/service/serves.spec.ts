import { Serves, type Handlers } from './serves.js';

describe('Serves', () => {
  it('refuses a class that lacks a handler, which Nest would serve silently', () => {
    class Incomplete {
      search(): Promise<never> {
        return Promise.reject(new Error('unused'));
      }
    }
    expect(() => {
      Serves('SearchService')(Incomplete as unknown as new () => Handlers<'SearchService'>);
    }).toThrow('Incomplete does not handle SearchService.searchProgressive');
  });
});
