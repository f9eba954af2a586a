import { loadSync } from '@grpc/proto-loader';
import { packageDefinition, protoFileOf, protoRoot, type ServiceName, services } from './services.js';

describe('services', () => {
  it('are exactly the services and rpcs of the protos', () => {
    const names = Object.keys(services) as ServiceName[];
    const loaded = loadSync([...new Set(names.map(protoFileOf))], { includeDirs: [protoRoot] });
    const declared = Object.values(loaded).flatMap((definition) =>
      'format' in definition
        ? []
        : Object.values(definition).map((rpc) => [rpc.path, rpc.requestStream, rpc.responseStream]),
    );
    const served = Object.values(packageDefinition(names)).flatMap((definition) =>
      Object.values(definition).map((rpc) => [rpc.path, rpc.requestStream, rpc.responseStream]),
    );
    expect(served.sort()).toEqual(declared.sort());
    expect(served.length).toBeGreaterThan(10);
  });
});
