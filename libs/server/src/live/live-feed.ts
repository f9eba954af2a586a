import { ReplaySubject, Subject } from 'rxjs';

/** What can change under a viewer's eyes. */
export type LiveTopic = 'experiments' | 'results' | 'plan' | 'rules' | 'judgments' | 'queries' | 'models' | 'system';

/** Something changed. */
export interface LiveChange {
  readonly topic: LiveTopic;
  /** Ms since 1970. */
  readonly atMs: number;
}

/** Tells those who watch what changed, so that they ask again: what it is now stands in the API alone. */
export class LiveFeed {
  private readonly subject = new Subject<LiveChange>();
  private readonly over = new ReplaySubject<void>(1);
  /** Every change from now on. */
  readonly changes = this.subject.asObservable();
  /** Comes once, when the watching ends. */
  readonly ended = this.over.asObservable();

  constructor(private readonly now: () => number = Date.now) {}

  tell(topic: LiveTopic): void {
    this.subject.next({ topic, atMs: this.now() });
  }

  /** Ends the watching: a server that stops does not wait for those who watch. */
  close(): void {
    this.over.next();
  }
}
