import { LRUCache } from 'lru-cache';
import crawlers from 'crawler-user-agents';

const declared = new RegExp(crawlers.map(({ pattern }) => `(?:${pattern})`).join('|'));
/** User agents are few and come again: the list is long, and matching it dear. */
const known = new LRUCache<string, boolean>({ max: 10_000 });

/** Whether a user agent says that it is a robot's, by the list of github.com/monperrus/crawler-user-agents. */
export function isDeclaredRobot(userAgent: string): boolean {
  const agent = userAgent.slice(0, 512);
  let robot = known.get(agent);
  if (robot === undefined) {
    robot = declared.test(agent);
    known.set(agent, robot);
  }
  return robot;
}
