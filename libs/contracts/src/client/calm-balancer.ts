import { type ChannelOptions, connectivityState, experimental, status } from '@grpc/grpc-js';
import { type Calm, calm, nextProcess } from './calm-processes.js';

/** Name of the policy in a service config. */
export const calmBalancer = 'weir_calm';

/** Statuses that a call gets without the process: those that its caller, or its own deadline, ended. */
const unanswered: ReadonlySet<status> = new Set([status.CANCELLED, status.DEADLINE_EXCEEDED]);

class CalmConfig implements experimental.TypedLoadBalancingConfig {
  getLoadBalancerName(): string {
    return calmBalancer;
  }

  toJsonObject(): object {
    return { [calmBalancer]: {} };
  }

  static createFromJson(): CalmConfig {
    return new CalmConfig();
  }
}

/** How long a connection may take to come before calls fail rather than wait for it, ms: a process that is stopped accepts it, and says no more. */
const patientMs = 1000;

/** One address, its connection, and what is known of the process there. */
interface Child {
  readonly leaf: experimental.LeafLoadBalancer;
  readonly known: Calm;
}

/** `round_robin` that passes over processes which are connected and do not answer. */
class CalmBalancer implements experimental.LoadBalancer {
  private children: readonly Child[] = [];
  private lastError: string | null = null;
  private state = connectivityState.IDLE;
  private isUpdating = false;
  /** Since when there is none that is connected, ms. */
  private aloneSince: number | undefined;
  private alarm: NodeJS.Timeout | undefined;
  private readonly helper: experimental.ChannelControlHelper;

  constructor(private readonly channel: experimental.ChannelControlHelper) {
    this.helper = experimental.createChildChannelControlHelper(channel, {
      updateState: (next, _picker, error) => {
        // Where a connection is lost, names may lead elsewhere by now.
        if (this.state === connectivityState.READY && next !== connectivityState.READY) channel.requestReresolution();
        if (error !== null) this.lastError = error;
        this.update();
      },
    });
  }

  updateAddressList(
    resolved: experimental.StatusOr<experimental.Endpoint[]>,
    config: experimental.TypedLoadBalancingConfig,
    options: ChannelOptions,
    note: string,
  ): boolean {
    if (!(config instanceof CalmConfig)) return false;
    if (!resolved.ok) {
      if (this.children.length === 0) this.fail(resolved.error.details);
      return true;
    }
    // What is known of a process outlives a new list that still names it.
    const known = new Map(this.children.map(({ leaf, known }) => [nameOf(leaf.getEndpoint()), known]));
    this.destroy();
    if (resolved.value.length === 0) {
      this.fail(`No addresses resolved. ${note}`);
      return true;
    }
    this.isUpdating = true;
    this.children = resolved.value.map((endpoint) => ({
      leaf: new experimental.LeafLoadBalancer(endpoint, this.helper, options, note),
      known: known.get(nameOf(endpoint)) ?? calm(),
    }));
    for (const { leaf } of this.children) leaf.startConnecting();
    this.isUpdating = false;
    this.update();
    return true;
  }

  exitIdle(): void {
    for (const { leaf } of this.children) leaf.exitIdle();
  }

  resetBackoff(): void {
    // The connections have theirs.
  }

  destroy(): void {
    clearTimeout(this.alarm);
    for (const { leaf } of this.children) leaf.destroy();
    this.children = [];
  }

  getTypeName(): string {
    return calmBalancer;
  }

  private update(): void {
    if (this.isUpdating) return;
    const inState = (wanted: connectivityState): readonly Child[] =>
      this.children.filter(({ leaf }) => leaf.getConnectivityState() === wanted);
    const ready = inState(connectivityState.READY);
    if (ready.length > 0) this.aloneSince = undefined;
    if (ready.length > 0) this.tell(connectivityState.READY, new CalmPicker(ready));
    else if (inState(connectivityState.CONNECTING).length > 0 && !this.isLong())
      this.tell(connectivityState.CONNECTING, new experimental.QueuePicker(this));
    else if (inState(connectivityState.IDLE).length < this.children.length)
      this.fail(`No connection established. Last error: ${this.lastError ?? 'it takes long'}`);
    else this.tell(connectivityState.IDLE, new experimental.QueuePicker(this));
    // All are kept connected.
    for (const { leaf } of inState(connectivityState.IDLE)) leaf.exitIdle();
  }

  /** Whether there has been no connection for longer than calls should wait for one. */
  private isLong(): boolean {
    const now = performance.now();
    this.aloneSince ??= now;
    const leftMs = this.aloneSince + patientMs - now;
    clearTimeout(this.alarm);
    if (leftMs <= 0) return true;
    this.alarm = setTimeout(() => {
      this.update();
    }, leftMs + 1).unref();
    return false;
  }

  private fail(details: string): void {
    this.tell(connectivityState.TRANSIENT_FAILURE, new experimental.UnavailablePicker({ details }), details);
  }

  private tell(state: connectivityState, picker: experimental.Picker, error: string | null = null): void {
    this.state = state;
    this.channel.updateState(state, picker, error);
  }
}

class CalmPicker implements experimental.Picker {
  private last = Math.floor(Math.random() * 1000);

  constructor(private readonly children: readonly Child[]) {}

  pick(args: experimental.PickArgs): experimental.PickResult {
    const now = performance.now();
    this.last = nextProcess(
      this.children.map(({ known }) => known),
      this.last,
      now,
    );
    const { leaf, known } = this.children[this.last]!;
    const picked = leaf.getPicker().pick(args);
    if (picked.pickResultType !== experimental.PickResultType.COMPLETE) return picked;
    known.askedAt = now;
    return {
      ...picked,
      onCallStarted: () => {
        known.underWay += 1;
        picked.onCallStarted?.();
      },
      onCallEnded: (code, details, metadata) => {
        known.underWay -= 1;
        known.owed = unanswered.has(code) ? known.owed + 1 : 0;
        picked.onCallEnded?.(code, details, metadata);
      },
    };
  }
}

function nameOf(endpoint: experimental.Endpoint): string {
  return experimental.endpointToString(endpoint);
}

experimental.registerLoadBalancerType(calmBalancer, CalmBalancer, CalmConfig);
