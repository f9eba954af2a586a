import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** An OpenID provider in a process of its own: its library is ESM alone, and a provider is another server anyway. */
export interface OpenIdProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

/** Starts one that knows the client `weir` with this redirect URI, and the people ada, bob and eve. */
export async function startOpenIdProvider(redirectUri: string): Promise<OpenIdProvider> {
  const child = spawn(process.execPath, [path.join(__dirname, 'openid-provider.mjs'), redirectUri], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => {
      throw new Error('the OpenID provider ended before it served');
    }),
  ])) as [Buffer];
  return {
    issuer: line.toString().trim(),
    close: async () => {
      child.kill();
      await ended;
      process.off('exit', kill);
    },
  };
}
