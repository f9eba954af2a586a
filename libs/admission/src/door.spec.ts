import { Door } from './index.js';

describe('the door', () => {
  let now = 0;
  let drawn = 0;
  const refusals: string[] = [];
  let door: Door;
  beforeEach(() => {
    now = 0;
    drawn = 0.5;
    refusals.length = 0;
    door = new Door({
      now: () => now,
      random: () => drawn,
      observer: { refused: (priority, reason) => void refusals.push(`${priority} ${reason}`) },
    });
  });

  /** Tenths of a second in which of ten who came in so many were refused inside. */
  const inside = (refused: number, intervals: number): void => {
    for (let interval = 0; interval < intervals; interval++) {
      for (let each = 0; each < 10; each++) {
        if (each < refused) door.refusedInside();
        else door.began();
      }
      now += 100;
      door.refusal('', 'interactive');
    }
    refusals.length = 0;
  };

  it('stands open while few are refused inside', () => {
    inside(2, 50);
    drawn = 0;
    expect(door.refusal('drill', 'interactive')).toBeUndefined();
    expect(door.refusal('drill', 'batch')).toBeUndefined();
  });

  it('turns away the more, the longer most are refused inside, and says when to come back', () => {
    const share = (): number => {
      for (drawn = 0.99; drawn > 0 && door.refusal('drill', 'interactive') === undefined; drawn -= 0.01);
      return drawn;
    };
    inside(8, 1);
    expect(share()).toBeCloseTo(0.2, 1);
    inside(8, 2);
    expect(share()).toBeCloseTo(0.49, 1);
    inside(8, 50);
    expect(share()).toBeCloseTo(0.95, 1);
    drawn = 0.5;
    expect(door.refusal('drill', 'interactive')).toMatchObject({
      reason: 'door',
      retryAfterMs: expect.any(Number) as number,
    });
    expect(refusals.at(-1)).toBe('interactive door');
    // Nobody is refused inside any more.
    inside(0, 20);
    expect(door.refusal('drill', 'interactive')).toBeUndefined();
  });

  it('opens by itself when nobody comes', () => {
    inside(8, 50);
    now += 3000;
    expect(door.refusal('drill', 'interactive')).toBeUndefined();
  });

  it('turns batch work away first, and lets pass what is in the cache', () => {
    inside(8, 1);
    door.remember('drill');
    expect(door.refusal('saw', 'interactive')).toBeUndefined();
    expect(door.refusal('saw', 'batch')).toBeDefined();
    expect(door.refusal('drill', 'batch')).toBeUndefined();
    drawn = 0.1;
    expect(door.refusal('saw', 'interactive')).toBeDefined();
    expect(door.refusal('drill', 'interactive')).toBeUndefined();
    now += 60_000;
    inside(8, 1);
    drawn = 0.1;
    expect(door.refusal('drill', 'interactive')).toBeDefined();
  });

  it('remembers so much and no more', () => {
    inside(8, 1);
    for (let text = 0; text < 25_000; text++) door.remember(String(text));
    drawn = 0;
    expect(door.refusal('0', 'interactive')).toBeDefined();
    expect(door.refusal('24999', 'interactive')).toBeUndefined();
  });
});
