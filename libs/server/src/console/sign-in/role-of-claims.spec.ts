import { roleOfClaims, type RoleMapping } from './role-of-claims.js';

const mapping: RoleMapping = {
  claim: 'groups',
  roles: { team: 'editor', all: 'viewer', top: 'admin' },
  otherwise: undefined,
};

describe('the role of an OpenID provider’s claims', () => {
  it.each<[string, Readonly<Record<string, unknown>>, Partial<RoleMapping>, string | undefined]>([
    ['is that of the value', { groups: ['team'] }, {}, 'editor'],
    ['is the most of several', { groups: ['all', 'top', 'team'] }, {}, 'admin'],
    ['is read from a text too', { groups: 'all' }, {}, 'viewer'],
    ['is none where no value counts', { groups: ['others', 7] }, {}, undefined],
    ['is none without the claim', {}, {}, undefined],
    ['is another for everybody else', {}, { otherwise: 'viewer' }, 'viewer'],
    ['is found inside a claim', { realm: { roles: ['team'] } }, { claim: 'realm.roles' }, 'editor'],
    [
      'is found under a name with dots',
      { 'https://id.example/roles': ['team'] },
      { claim: 'https://id.example/roles' },
      'editor',
    ],
    ['is none of what every object has', { groups: ['constructor', 'toString'] }, {}, undefined],
    ['is none where the path leads nowhere', { realm: 'x' }, { claim: 'realm.length' }, undefined],
  ])('%s', (_, claims, more, role) => {
    expect(roleOfClaims(claims, { ...mapping, ...more })).toBe(role);
  });
});
