import type { DescMethod } from '@bufbuild/protobuf';
import { type Client, Metadata, type ServiceError, status, type StatusObject } from '@grpc/grpc-js';
import { token } from './servers.js';

/** How a call ended. */
export interface Ended {
  readonly code: status;
  /** All that came: the text of the status, trailers, messages. */
  readonly text: string;
}

/** Nobody hears of a call for this long: it hangs. Far beyond what any takes, on a busy machine too. */
const patienceMs = 60_000;

const as = (bytes: Buffer): Buffer => bytes;

/** One call of any rpc with these bytes as its messages. Rejects where no answer comes. */
export async function rawCall(client: Client, method: DescMethod, messages: readonly Uint8Array[]): Promise<Ended> {
  const path = `/${method.parent.typeName}/${method.name}`;
  const [metadata, parts] = [new Metadata(), [] as string[]];
  metadata.set('authorization', `Bearer ${token}`);
  const buffers = messages.map((bytes) => Buffer.from(bytes));
  let alarm: NodeJS.Timeout | undefined;
  const ended = new Promise<StatusObject>((resolve, reject) => {
    const unary = (error: ServiceError | null, answer?: Buffer): void => {
      if (answer !== undefined) parts.push(answer.toString('latin1'));
      resolve(error ?? { code: status.OK, details: '', metadata: new Metadata() });
    };
    const begin = (): { cancel(): void } => {
      if (method.methodKind === 'client_streaming') {
        const stream = client.makeClientStreamRequest(path, as, as, metadata, unary);
        // A server may refuse a stream before it has read all.
        stream.on('error', () => undefined);
        for (const buffer of buffers) stream.write(buffer);
        stream.end();
        return stream;
      }
      const request = buffers[0] ?? Buffer.alloc(0);
      if (method.methodKind === 'unary') return client.makeUnaryRequest(path, as, as, request, metadata, unary);
      const answers = client.makeServerStreamRequest(path, as, as, request, metadata);
      answers.on('data', (answer: Buffer) => parts.push(answer.toString('latin1')));
      answers.on('error', () => undefined);
      answers.on('status', resolve);
      return answers;
    };
    const call = begin();
    alarm = setTimeout(() => {
      call.cancel();
      reject(new Error(`${path}: no answer within ${patienceMs} ms`));
    }, patienceMs);
  });
  const {
    code,
    details,
    metadata: trailers,
  } = await ended.finally(() => {
    clearTimeout(alarm);
  });
  for (const value of Object.values(trailers.getMap())) parts.push(value.toString());
  return { code, text: [details, ...parts].join('\n') };
}
