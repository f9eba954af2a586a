export { Gate } from './access/gate.js';
export { needed } from './access/roles.js';
export type { ServeFlags } from './flags.js';
export { run } from './run.js';
export { serveStage } from './serve-stage.js';
export { startServer } from './server.js';
export type { RunningServer, ServerOptions } from './server.js';
export { serverOptions } from './settings.js';
export { whenStopped } from './stop.js';
