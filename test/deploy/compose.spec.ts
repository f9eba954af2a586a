import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfiguration } from '@weir/config';
import { weirConfiguration } from '@weir/engine';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { type ComposeService, composeFile, environmentFile, root } from './compose-file.js';

const parts = ['search', 'retrieval', 'ranker', 'reranker', 'experiments'];
const file = composeFile();
const values = environmentFile();
const services = Object.entries(file.services);
const isOurs = ({ image }: ComposeService): boolean => image.startsWith('weir:');

/** What a container of ours is configured as, mistakes and all. */
function configurationOf({ environment = {} }: ComposeService) {
  return loadConfiguration(weirConfiguration, { folder: path.join(root, 'test', 'deploy'), environment }).values;
}

describe('docker-compose.yml', () => {
  it('is what the Compose Specification allows', () => {
    const schema = JSON.parse(readFileSync(path.join(__dirname, 'compose-spec.json'), 'utf8')) as object;
    const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile({
      ...schema,
      // Ajv knows draft 7 by this name.
      $schema: 'http://json-schema.org/draft-07/schema#',
    });
    validate(file);
    expect(validate.errors).toBeNull();
  });

  it('starts every service of Weir, and OpenSearch, Redis, Prometheus and Grafana from their official images', () => {
    const started = services.filter(([, { profiles = [] }]) => profiles.length === 0);
    expect(started.map(([name]) => name).sort()).toEqual(
      [...parts, 'opensearch', 'redis', 'prometheus', 'grafana'].sort(),
    );
    for (const name of parts) expect(file.services[name]!.command).toEqual(['serve', name]);
    expect(started.filter(([, service]) => !isOurs(service)).map(([, { image }]) => image)).toEqual([
      `opensearchproject/opensearch:${values['OPENSEARCH_VERSION']!}`,
      `redis:${values['REDIS_VERSION']!}`,
      `prom/prometheus:${values['PROMETHEUS_VERSION']!}`,
      `grafana/grafana:${values['GRAFANA_VERSION']!}`,
    ]);
  });

  it.each(services)(
    'checks that %s is well, bounds what it takes, and shows it to this machine alone',
    (_, service) => {
      expect(service.healthcheck!.test.length).toBeGreaterThan(1);
      const { cpus, memory } = service.deploy!.resources!.limits!;
      expect(Number(cpus)).toBeGreaterThan(0);
      expect(memory).toMatch(/^\d+M$/);
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (!source.startsWith('./')) expect(Object.keys(file.volumes)).toContain(source);
      }
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(Object.keys(file.services)).toContain(name);
        expect(condition).toBe('service_healthy');
      }
    },
  );

  it('publishes no port twice', () => {
    const published = services
      .filter(([, { profiles = [] }]) => profiles.length === 0)
      .flatMap(([, { ports = [] }]) => ports.map((port) => port.split(':')[1]));
    expect(new Set(published).size).toBe(published.length);
  });

  it.each(services.filter(([, service]) => isOurs(service)))('gives %s a configuration without a mistake', (name) => {
    const { http, grpc, storage, retrieval, opensearch, cache } = configurationOf(file.services[name]!);
    expect([http.port, grpc.port]).toEqual([Number(values['HTTP_PORT']), Number(values['GRPC_PORT'])]);
    if (name === 'weir') return;
    expect([storage.engine, retrieval.engine]).toEqual(['opensearch', 'opensearch']);
    expect([opensearch.url, cache.url]).toEqual(['http://opensearch:9200', 'redis://redis:6379/0']);
  });

  it('sends searches to the stages that it starts', () => {
    const { stages } = configurationOf(file.services['search']!);
    for (const stage of ['retrieval', 'ranker', 'reranker'] as const)
      expect(stages[stage]).toBe(`dns:///${stage}:${values['GRPC_PORT']!}`);
  });

  it('has the console ask the services that it starts', () => {
    const { console } = configurationOf(file.services['experiments']!);
    for (const service of ['retrieval', 'search'] as const)
      expect(console[`${service}_url`]).toBe(`http://${service}:${values['HTTP_PORT']!}`);
  });
});

describe('what Prometheus and Grafana are given', () => {
  const mounted = (name: string): readonly string[] =>
    (file.services[name]!.volumes ?? []).filter((volume) => volume.startsWith('./'));

  it('is in the tree, where each looks for it, and cannot be changed by them', () => {
    for (const volume of ['prometheus', 'grafana'].flatMap(mounted)) {
      const [source = '', , mode] = volume.split(':');
      expect([source, existsSync(path.join(root, source)), mode]).toEqual([source, true, 'ro']);
    }
    expect(mounted('prometheus')).toContain('./infra/prometheus/rules:/etc/prometheus/rules:ro');
    const config = parse(readFileSync(path.join(root, 'infra', 'prometheus', 'prometheus.yml'), 'utf8')) as object;
    expect(config).toMatchObject({ rule_files: ['/etc/prometheus/rules/*.yml'] });
    const providers = path.join(root, 'infra', 'grafana', 'provisioning', 'dashboards', 'weir.yml');
    const provided = parse(readFileSync(providers, 'utf8')) as { providers: readonly { options: { path: string } }[] };
    const target = provided.providers[0]!.options.path;
    expect(mounted('grafana')).toContain(`./infra/grafana/generated:${target}:ro`);
  });
});

describe('the versions and ports of .env', () => {
  it('are those of the product, its defaults, its image and the development server', () => {
    const { http, grpc } = loadConfiguration(weirConfiguration, { folder: __dirname, environment: {} }).values;
    expect([http.port, grpc.port].map(String)).toEqual([values['HTTP_PORT'], values['GRPC_PORT']]);
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    expect(values['VERSION']).toBe(manifest.version);
    const dockerfile = readFileSync(path.join(root, 'infra', 'docker', 'Dockerfile'), 'utf8');
    expect(dockerfile).toContain(`\nEXPOSE ${values['HTTP_PORT']!} ${values['GRPC_PORT']!}\n`);
    const pom = readFileSync(path.join(root, 'infra', 'opensearch', 'pom.xml'), 'utf8');
    expect(/<opensearch.version>(.*)<\//.exec(pom)?.[1]).toBe(values['OPENSEARCH_VERSION']);
  });
});

describe('infra/prometheus/prometheus.yml', () => {
  it('reads every service of Weir that is started, by name', () => {
    const text = readFileSync(path.join(root, 'infra', 'prometheus', 'prometheus.yml'), 'utf8');
    const { scrape_configs: jobs } = parse(text) as {
      readonly scrape_configs: readonly {
        readonly job_name: string;
        readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[];
      }[];
    };
    const [found] = jobs.find(({ job_name: name }) => name === 'weir')!.dns_sd_configs!;
    expect([...found!.names].sort()).toEqual([...parts].sort());
    expect(found!.port).toBe(Number(values['HTTP_PORT']));
  });
});
