import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfiguration } from '@weir/config';
import { weirConfiguration } from '@weir/engine';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { dashboards } from '../metrics/dashboards.js';
import {
  type Container,
  digest,
  type Manifest,
  manifestsOf,
  readText,
  readYaml,
  type Rendering,
  renderings,
} from './chart.js';
import { documentedSeries } from '../metrics/documented.js';
import { environmentFile, root } from './compose-file.js';

const services = ['experiments', 'ranker', 'reranker', 'retrieval', 'search'];
const versions = environmentFile();
/** What a Secret that the chart only names has under a key. */
const secrets: Readonly<Record<string, string>> = {
  username: 'weir',
  url: 'redis://redis:6379/0',
  'stages-api-key': 'the-key-that-stages-ask-for',
  'session-secret': 'a-secret-of-more-than-thirty-two-characters',
};

function ofKind(rendering: Rendering, kind: string): readonly Manifest[] {
  return manifestsOf(rendering).filter((manifest) => manifest.kind === kind);
}

/** The configuration that a container of a rendering starts with, mistakes and all. */
function configurationOf(rendering: Rendering, { env }: Container) {
  const [config] = ofKind(rendering, 'ConfigMap');
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-chart-'));
  try {
    writeFileSync(path.join(folder, 'weir.yaml'), config!.data!['weir.yaml']!);
    // The file of the folder is the one that WEIR_CONFIG names in the pod.
    const given = env.filter(({ name }) => name !== 'WEIR_CONFIG');
    const environment = given.map(({ name, value, valueFrom }) => [
      name,
      value ?? secrets[valueFrom!.secretKeyRef.key],
    ]);
    return loadConfiguration(weirConfiguration, {
      folder,
      environment: Object.fromEntries(environment) as Record<string, string>,
    }).values;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the values of the chart', () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(
    JSON.parse(readText('weir', 'values.schema.json')) as object,
  );
  const defaults = readYaml('weir', 'values.yaml');
  const laidOver = (base: unknown, over: unknown): unknown =>
    isTable(base) && isTable(over)
      ? {
          ...base,
          ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, laidOver(base[key], value)])),
        }
      : over;

  it.each([
    ['defaults', {}],
    ['examples/production.yaml', readYaml('examples', 'production.yaml')],
  ])('of %s are what the schema allows', (_, given) => {
    validate(laidOver(defaults, given));
    expect(validate.errors).toBeNull();
  });

  it.each<[unknown, string]>([
    [{ services: { search: { replica: 3 } } }, '/services/search'],
    [{ services: { reranker: { env: { LOG_LEVEL: 'warn' } } } }, '/services/reranker/env'],
    [{ opensearch: { url: 'opensearch:9200' } }, '/opensearch/url'],
    [{ tls: { mutual: true } }, '/tls/existingSecret'],
    [{ ports: { grpc: 0 } }, '/ports/grpc'],
  ])('%j are refused', (given, where) => {
    validate(laidOver(defaults, given));
    expect(validate.errors!.map(({ instancePath }) => instancePath)).toContain(where);
  });

  it('name the versions and the ports of .env', () => {
    const { version, appVersion } = readYaml('weir', 'Chart.yaml');
    expect([version, appVersion]).toEqual([versions['VERSION'], versions['VERSION']]);
    expect(defaults['ports']).toEqual({ http: Number(versions['HTTP_PORT']), grpc: Number(versions['GRPC_PORT']) });
    expect(defaults['podAnnotations']).toMatchObject({ 'prometheus.io/port': versions['HTTP_PORT'] });
  });
});

describe('what is rendered', () => {
  it('is of this chart', () => {
    for (const rendering of renderings) {
      const [first] = readText('generated', `${rendering}.yaml`).split('\n');
      // If it is not: infra/helm/render.
      expect(first).toContain(digest());
    }
  });

  it('is what the Helm at hand renders, where there is one', () => {
    const chart = path.join(root, 'infra', 'helm', 'weir');
    const { status, stdout } = spawnSync(
      process.env['HELM'] ?? 'helm',
      ['template', 'weir', chart, '--namespace', 'shop', '--kube-version', '1.31.0'],
      { encoding: 'utf8' },
    );
    const rendered = readText('generated', 'defaults.yaml');
    // Without Helm the rendering that is here is held against the chart by its digest alone.
    const fresh = status === 0 ? stdout.replace(/[^\S\n]+$/gm, '') : rendered.slice(rendered.indexOf('\n') + 1);
    expect(fresh).toBe(rendered.slice(rendered.indexOf('\n') + 1));
  });

  describe.each(renderings)('with the values %s', (rendering) => {
    const deployments = ofKind(rendering, 'Deployment');
    const containerOf = ({ spec }: Manifest): Container => spec.template.spec.containers[0]!;

    it('is a deployment, two services and a disruption budget for each service of Weir', () => {
      const names = services.map((service) => `weir-${service}`);
      expect(deployments.map(({ metadata }) => metadata.name)).toEqual(names);
      expect(ofKind(rendering, 'PodDisruptionBudget').map(({ metadata }) => metadata.name)).toEqual(names);
      expect(ofKind(rendering, 'Service').map(({ metadata }) => metadata.name)).toEqual(
        names.flatMap((name) => [name, `${name}-headless`]),
      );
      for (const [index, deployment] of deployments.entries())
        expect(containerOf(deployment).args).toEqual(['serve', services[index]]);
    });

    it('selects the pods that it makes, by ports that they have', () => {
      for (const deployment of deployments) {
        const { labels } = deployment.spec.template.metadata;
        expect(labels).toMatchObject((deployment.spec.selector as { matchLabels: object }).matchLabels);
        const component = labels['app.kubernetes.io/component'];
        const own = ofKind(rendering, 'Service').filter(
          ({ metadata }) => metadata.labels['app.kubernetes.io/component'] === component,
        );
        expect(own).toHaveLength(2);
        for (const { spec } of own) {
          expect(labels).toMatchObject(spec.selector);
          const ports = containerOf(deployment).ports.map(({ name }) => name);
          for (const { targetPort } of spec.ports) expect(ports).toContain(targetPort);
        }
      }
      expect(ofKind(rendering, 'Service').filter(({ spec }) => spec.clusterIP === 'None')).toHaveLength(5);
    });

    it('configures every process without a mistake, on OpenSearch, with files that are mounted', () => {
      for (const deployment of deployments) {
        const container = containerOf(deployment);
        const values = configurationOf(rendering, container);
        expect([values.storage.engine, values.retrieval.engine]).toEqual(['opensearch', 'opensearch']);
        expect([values.http.port, values.grpc.port]).toEqual(container.ports.map(({ containerPort }) => containerPort));
        const mounts = container.volumeMounts.map(({ mountPath }) => mountPath);
        for (const { name, value = '' } of container.env)
          if (name.endsWith('_FILE')) expect(mounts).toContain(path.posix.dirname(value));
        const volumes = deployment.spec.template.spec.volumes.map(({ name }) => name);
        expect(container.volumeMounts.map(({ name }) => name).toSorted()).toEqual(volumes.toSorted());
      }
    });

    it('sends searches to every pod of the stages', () => {
      const search = deployments.find(({ metadata }) => metadata.name === 'weir-search')!;
      const { stages, grpc } = configurationOf(rendering, containerOf(search));
      const headless = ofKind(rendering, 'Service').filter(({ spec }) => spec.clusterIP === 'None');
      for (const stage of ['retrieval', 'ranker', 'reranker'] as const) {
        const [, name, namespace, port] = /^dns:\/\/\/([^.]+)\.([^.]+)\.svc:(\d+)$/.exec(stages[stage]!)!;
        expect(headless.map(({ metadata }) => metadata.name)).toContain(name);
        expect([namespace, Number(port)]).toEqual(['shop', grpc.port]);
      }
    });

    it('has the console ask the other services, who know whom it let in', () => {
      const named = (name: string) => deployments.find(({ metadata }) => metadata.name === `weir-${name}`)!;
      const of = (name: string) => configurationOf(rendering, containerOf(named(name)));
      const { console, http, tls } = of('experiments');
      for (const service of ['retrieval', 'search'] as const) {
        const { protocol, host } = new URL(console[`${service}_url`]!);
        expect(host).toBe(`weir-${service}-headless.shop.svc:${http.port}`);
        expect(protocol).toBe(tls.cert_file === undefined ? 'http:' : 'https:');
        expect(of(service).console.session_secret).toBe(console.session_secret);
      }
    });

    it('gives no process more than it needs', () => {
      for (const deployment of deployments) {
        const pod = deployment.spec.template.spec;
        expect(pod).toMatchObject({
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        });
        expect(containerOf(deployment)).toMatchObject({
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: {}, limits: {} },
          startupProbe: {},
          livenessProbe: {},
          readinessProbe: {},
          lifecycle: { preStop: {} },
        });
      }
    });

    it('brings the rules and the dashboards, where it is told to', () => {
      const [rule] = ofKind(rendering, 'PrometheusRule');
      const found = ofKind(rendering, 'ConfigMap').flatMap(({ data = {} }) =>
        Object.entries(data).filter(([file]) => file.endsWith('.json')),
      );
      if (rendering === 'defaults') {
        expect([rule, found]).toEqual([undefined, []]);
        return;
      }
      const written = readdirSync(path.join(root, 'infra', 'prometheus', 'rules')).flatMap(
        (file) =>
          (parse(readFileSync(path.join(root, 'infra', 'prometheus', 'rules', file), 'utf8')) as { groups: unknown[] })
            .groups,
      );
      expect((rule!.spec as unknown as { groups: unknown }).groups).toEqual(written);
      expect(found.map(([, json]) => JSON.parse(json) as unknown)).toEqual(dashboards);
    });

    it('scales the reranker by how long its work waits, and leaves the number of its pods to that', () => {
      const scalers = ofKind(rendering, 'HorizontalPodAutoscaler');
      const reranker = scalers.find(({ spec }) => spec.scaleTargetRef.name === 'weir-reranker')!;
      expect(reranker.spec.metrics.map(({ type }) => type)).toEqual(['Pods', 'Resource']);
      const scaled = scalers.map(({ spec }) => spec.scaleTargetRef.name);
      for (const { metadata, spec } of deployments)
        expect(spec.replicas === undefined).toBe(scaled.includes(metadata.name));
      // The rule that makes the metric of what the reranker exposes.
      const docs = readFileSync(path.join(root, 'docs', 'deploy.md'), 'utf8');
      expect(docs).toContain(`as: ${reranker.spec.metrics[0]!.pods!.metric.name}`);
      const exposed = documentedSeries();
      for (const metric of ['weir_inference_queue_seconds_total', 'weir_inference_completed_total'])
        expect([docs.includes(metric), exposed.includes(metric)]).toEqual([true, true]);
    });
  });
});

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
