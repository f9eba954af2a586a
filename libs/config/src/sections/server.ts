import { z } from 'zod';
import { section } from './section.js';

const port = z.int().min(0).max(65_535);
const host = z.string().min(1);
const file = z.string().min(1).optional();

/** The HTTP API. */
export const httpSection = section({
  host: host.default('127.0.0.1').describe('Address that the HTTP API listens on; `0.0.0.0` for all of them.'),
  port: port.default(7700).describe('TCP port of the HTTP API; 0 takes any free one.'),
  body_bytes: z.int().min(1024).max(1_073_741_824).default(33_554_432).describe('Largest request body, bytes.'),
  cors_origins: z
    .array(z.url())
    .default([])
    .describe('Origins of pages of other hosts that may call, e.g. `https://shop.example`. Default: none.'),
});

/** The gRPC API. */
export const grpcSection = section({
  host: host.default('127.0.0.1').describe('Address that the gRPC API listens on; `0.0.0.0` for all of them.'),
  port: port.default(7701).describe('TCP port of the gRPC API; 0 takes any free one.'),
  message_bytes: z
    .int()
    .min(1024)
    .max(1_073_741_824)
    .default(16_777_216)
    .describe('Largest message taken or sent, bytes.'),
  connection_age_ms: z
    .int()
    .min(0)
    .max(86_400_000)
    .default(60_000)
    .describe(
      'A connection of this age is given up when its calls are done, so that clients look their servers up again and find new ones, ms; 0 keeps it.',
    ),
});

/** Certificates of both. */
export const tlsSection = section({
  cert_file: file.describe('Certificate of both APIs, PEM; without it they are not encrypted.'),
  key_file: file.describe('Its private key, PEM.'),
  client_ca_file: file.describe('If set, callers must have a certificate that this one signed (mTLS), PEM.'),
});

/** Who may call what. */
export const accessSection = section({
  write_token: z
    .string()
    .min(16)
    .optional()
    .describe(
      'If set, changes of the catalogue and of experiments need the header `authorization: Bearer <write_token>`.',
    )
    .meta({ secret: true }),
  keys_file: file.describe('YAML file of API keys with their roles (docs/security.md). If set, every call needs one.'),
});

/** How a server stops. */
export const shutdownSection = section({
  grace_ms: z
    .int()
    .min(0)
    .max(600_000)
    .default(10_000)
    .describe('How long a stopping server waits for requests under way, ms.'),
});
