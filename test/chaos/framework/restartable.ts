import type { WeirProcess } from '../../e2e/weir-process.js';

interface Ports {
  readonly http: number;
  readonly grpc: number;
}

/** A process that can be ended and started again where it was. */
export class Restartable {
  private constructor(
    private readonly launch: (ports?: Ports) => Promise<WeirProcess>,
    public current: WeirProcess,
  ) {}

  /** @param launch given the ports that it had, where it had any */
  static async start(launch: (ports?: Ports) => Promise<WeirProcess>): Promise<Restartable> {
    return new Restartable(launch, await launch());
  }

  /** Resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<unknown> {
    return this.current.end(signal);
  }

  signal(signal: NodeJS.Signals): void {
    this.current.child.kill(signal);
  }

  /** Resolves when it is ready. */
  async restart(): Promise<void> {
    const { httpPort: http, grpcPort: grpc } = this.current;
    this.current = await this.launch({ http, grpc });
  }
}
