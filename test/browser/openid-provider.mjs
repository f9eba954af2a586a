// A real OpenID provider for tests: `node openid-provider.mjs REDIRECT_URI`. Prints its issuer, then serves until it is ended.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';

const redirectUri = process.argv[2];
const people = {
  ada: { name: 'Ada Lovelace', email: 'ada@shop.example', groups: ['search-team', 'everybody'] },
  bob: { name: 'Bob', email: 'bob@shop.example', groups: ['everybody'] },
  eve: { name: 'Eve', email: 'eve@shop.example', groups: [] },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'weir', client_secret: 'the-secret-of-weir', redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email', 'groups'],
    claims: { profile: ['name'], email: ['email'], groups: ['groups'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['only for tests'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    // Nobody is asked what may be told of them.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return answer(request, response);
    if (request.method === 'POST') {
      const chosen = new URLSearchParams(await text(request));
      const result = chosen.has('refuse')
        ? { error: 'access_denied' }
        : { login: { accountId: chosen.get('account') } };
      return provider.interactionFinished(request, response, result);
    }
    response.setHeader('content-type', 'text/html');
    const buttons = Object.keys(people).map((id) => `<button name="account" value="${id}">${id}</button>`);
    response.end(
      `<!doctype html><title>Provider</title><form method="post">${buttons.join('')}<button name="refuse" value="1">refuse</button></form>`,
    );
  });
  console.log(issuer);
});
