import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createFileRegistry, type DescService, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

const root = path.resolve(__dirname, '..', '..');

/** Every service of the protos as they stand, so that a new rpc is among them by itself. */
export function declaredServices(): readonly DescService[] {
  const buf = path.join(root, 'node_modules', '.bin', 'buf');
  const { status, stdout, stderr } = spawnSync(buf, ['build', '--exclude-source-info', '-o', '-#format=binpb'], {
    cwd: root,
    maxBuffer: 64 << 20,
  });
  if (status !== 0) throw new Error(`buf build failed: ${stderr.toString()}`);
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, stdout));
  return [...registry].filter((each) => each.kind === 'service');
}
