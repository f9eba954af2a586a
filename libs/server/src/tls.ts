import { readFileSync } from 'node:fs';

/** Files of a certificate, PEM. */
export interface TlsFiles {
  readonly cert_file?: string | undefined;
  readonly key_file?: string | undefined;
  /** Callers must have a certificate that this one signed. */
  readonly client_ca_file?: string | undefined;
}

/** What a server shows its callers, and asks of them. */
export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly clientCa?: Buffer;
}

/** Reads them; undefined where none is configured. Throws, naming the setting. */
export function readTls({ cert_file: cert, key_file: key, client_ca_file: ca }: TlsFiles): Tls | undefined {
  if (cert === undefined && key === undefined && ca === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new Error('tls: give both tls.cert_file and tls.key_file, or neither and no tls.client_ca_file');
  return {
    cert: read('tls.cert_file', cert),
    key: read('tls.key_file', key),
    ...(ca !== undefined && { clientCa: read('tls.client_ca_file', ca) }),
  };
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${setting}: ${file} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`, {
      cause: error,
    });
  }
}
