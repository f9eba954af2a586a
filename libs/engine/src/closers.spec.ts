import { opened } from './closers.js';

describe('what is opened', () => {
  const closed: string[] = [];
  const closing = (name: string) => () => void closed.push(name);
  beforeEach(() => closed.splice(0));

  it('is closed in the opposite order, once', async () => {
    const house = await opened((closers) => {
      closers.add(closing('ground'));
      closers.add(closing('roof'));
      return Promise.resolve({ floors: 2 });
    });
    expect([house.floors, closed]).toEqual([2, []]);
    await Promise.all([house.close(), house.close()]);
    expect(closed).toEqual(['roof', 'ground']);
  });

  it('is closed where the rest cannot be opened, and the error is that of opening', async () => {
    const half = opened((closers) => {
      closers.add(closing('ground'));
      closers.add(() => Promise.reject(new Error('stuck')));
      return Promise.reject(new Error('no roof'));
    });
    await expect(half).rejects.toThrow('no roof');
    expect(closed).toEqual(['ground']);
  });

  it('is closed but for what is stuck, which is told', async () => {
    const house = await opened((closers) => {
      closers.add(closing('ground'));
      closers.add(() => Promise.reject(new Error('stuck')));
      return Promise.resolve({});
    });
    await expect(house.close()).rejects.toThrow('stuck');
    expect(closed).toEqual(['ground']);
  });
});
