import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from '@weir/opensearch';
import type { BackendSettings } from './configuration.js';

/**
 * How the cluster is reached, secrets read from their files.
 * @throws Error that names the setting and what to do, never the password
 */
export async function openSearchConnection(settings: BackendSettings['opensearch']): Promise<ConnectionOptions> {
  const { url, username } = settings;
  const password = settings.password ?? (await contentOf('password_file', settings.password_file))?.trim();
  const ca = await contentOf('ca_file', settings.ca_file);
  if (username !== undefined && password === undefined) {
    throw new Error('opensearch.username needs a password: set password_file or password beside it');
  }
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new Error(`opensearch.ca_file: ${settings.ca_file} holds no certificate: it must be PEM`);
  return {
    nodes: url.split(','),
    ...(username !== undefined && password !== undefined && { credentials: { username, password } }),
    ...(ca !== undefined && { ca }),
    verifyCertificate: settings.verify_certificate,
  };
}

async function contentOf(setting: string, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`opensearch.${setting}: ${file} cannot be read: check that it is there and readable`, {
      cause: error,
    });
  }
}
