import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { root } from './compose-file.js';

const folder = path.join(root, 'infra', 'helm');

/** What was rendered, by the name of its values. */
export const renderings = ['defaults', 'production'] as const;
export type Rendering = (typeof renderings)[number];

interface EnvironmentEntry {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly EnvironmentEntry[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly [other: string]: unknown;
}

export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly clusterIP?: string;
    readonly replicas?: number;
    readonly selector: object;
    readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: string }[];
    readonly scaleTargetRef: { readonly name: string };
    readonly metrics: readonly {
      readonly type: string;
      readonly pods?: { readonly metric: { readonly name: string } };
    }[];
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly volumes: readonly { readonly name: string }[];
        readonly [other: string]: unknown;
      };
    };
  };
}

export function readText(...names: readonly string[]): string {
  return readFileSync(path.join(folder, ...names), 'utf8');
}

export function readYaml(...names: readonly string[]): Record<string, unknown> {
  return parse(readText(...names)) as Record<string, unknown>;
}

/** What Kubernetes is told. */
export function manifestsOf(rendering: Rendering): readonly Manifest[] {
  return parseAllDocuments(readText('generated', `${rendering}.yaml`))
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

/** The digest of the chart and its examples, as infra/helm/render computes it. */
export function digest(): string {
  const files = ['weir', 'examples'].flatMap((name) =>
    readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')),
  );
  const hash = createHash('sha256');
  // Bytewise, as `LC_ALL=C sort` does.
  for (const file of files.sort((one, other) => (one < other ? -1 : 1)))
    hash.update(readFileSync(path.join(folder, file)));
  return hash.digest('hex');
}
