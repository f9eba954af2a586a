import { z } from 'zod';
import { section } from './section.js';

/** The web console: who may sign in and how, and where its links lead. */
export const consoleSection = section({
  public_url: z
    .url()
    .regex(/^https?:\/\/[^/?#]+\/?$/, 'give https://host, without a path')
    .optional()
    .describe(
      'Address under which browsers reach this server, e.g. `https://weir.example`. Sign-in by OIDC needs it; with `https` the cookies are sent encrypted only.',
    ),
  session_hours: z.number().positive().max(720).default(12).describe('How long a sign-in lasts.'),
  session_secret: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Signs the cookies of those who are signed in. Absent: one that this process draws when it starts, so a restart signs everybody out; several processes behind one address need the same.',
    )
    .meta({ secret: true }),
  oidc: section({
    issuer: z
      .url()
      .optional()
      .describe('OpenID provider that people sign in with, e.g. `https://id.example/realms/shop`. Absent: none.'),
    client_id: z.string().min(1).optional().describe('This server, as the provider knows it.'),
    client_secret: z
      .string()
      .min(1)
      .optional()
      .describe('Its secret. Absent: a public client, which proves itself by PKCE alone.')
      .meta({ secret: true }),
    scopes: z.string().min(1).default('openid profile email').describe('Scopes that are asked for.'),
    roles_claim: z
      .string()
      .min(1)
      .default('groups')
      .describe('Claim that tells what somebody is; a path into it with dots, e.g. `realm_access.roles`.'),
    roles: z
      .record(z.string(), z.enum(['viewer', 'editor', 'admin']))
      .default({})
      .describe(
        'What the values of that claim may do, e.g. `{ search-team: editor }`: `viewer`, `editor` or `admin`. The most counts.',
      ),
    default_role: z
      .enum(['none', 'viewer', 'editor', 'admin'])
      .default('none')
      .describe('What those may do of whom the claim tells nothing; `none`: they are not let in.'),
  }),
  search_url: serviceUrl('search'),
  retrieval_url: serviceUrl('retrieval'),
  grafana_url: z
    .url()
    .regex(/^https?:/, 'must be http(s)')
    .optional()
    .describe("Grafana's dashboard of this installation, for a link on the System page."),
});

function serviceUrl(service: string) {
  return z
    .url()
    .regex(/^https?:\/\/[^/?#]+\/?$/, 'give http://host:port, without a path')
    .optional()
    .describe(
      `HTTP address of \`weir serve ${service}\`, to which \`weir serve experiments\` hands on what its console asks of it. Absent: something else before the processes does.`,
    );
}
