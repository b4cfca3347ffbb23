import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import type { ListOutcome, ShowOutcome } from '../../../src/coc/outcome.ts';
import type { Facts } from '../../../src/features/connection/facts.ts';
import { reportOf } from '../../../src/features/connection/report.ts';
import { SettingError } from '../../../src/platform/settings.ts';

const MINUTE = 60_000;
const NOT_FOUND: ShowOutcome = { kind: 'rejected', httpStatus: 400, errorCode: 'COC.00067003' };
const UNAUTHENTICATED = { kind: 'rejected', httpStatus: 401, errorCode: 'APIGW.0301' } as const;

const WELL: Facts = {
  endpoint: 'https://coc.example.com',
  proxy: { kind: 'unset' },
  addresses: ['192.0.2.7', '2001:db8::7'],
  caFile: '',
  shown: NOT_FOUND,
  listed: { kind: 'listed', tickets: [] },
  clockBehind: -900,
  signedIn: { kind: 'token', holder: { userId: 'u1', userName: 'zhang.wei' } },
  iam: { endpoint: 'https://iam.example.com', outcome: UNAUTHENTICATED },
};

/** Why a request got no answer. What was asked after it is not known then. */
function stopped(shown: ShowOutcome, further: Partial<Facts> = {}): Facts {
  return { ...WELL, shown, listed: undefined, clockBehind: undefined, ...further };
}

/** The line or lines of a step, in order. */
function lines(facts: Facts | SettingError, label: string): string {
  const steps = reportOf(facts).detail.split(/\n(?=\S)/);
  return steps.filter((step) => step.slice(2).startsWith(`${label}: `)).join('\n');
}

function marks(facts: Facts | SettingError): string {
  return [...reportOf(facts).detail.matchAll(/^[✓✗–]/gm)].join('');
}

suite('the report on the connection', () => {
  test('has a tick at every step that went well, and says what is not tried', () => {
    const { works, headline, detail } = reportOf(WELL);
    assert.deepEqual([works, headline], [true, 'The connection to COC works.']);
    assert.deepEqual(detail.split('\n'), [
      '✓ Endpoint: https://coc.example.com',
      '✓ Name resolution: 192.0.2.7, 2001:db8::7',
      '✓ Proxy: None in the settings of VS Code and the environment. One of the system cannot be seen from here.',
      '✓ TLS: The certificate is trusted.',
      '✓ COC: COC answers.',
      '✓ Clock: It agrees with that of COC.',
      '✓ IAM: https://iam.example.com',
      '✓ Sign-in: The sign-in is accepted: you are zhang.wei.',
      '    An IAM token (X-Auth-Token). It is valid for up to 24 hours.',
      '✓ Permission: coc:ticket:get',
      '✓ Permission: coc:ticket:list',
      '– Permission: coc:ticket:create is not tried, because that would create a ticket.',
    ]);
  });

  test('ends at an endpoint that is not one', () => {
    const problem = new SettingError('cocIncidents.endpoint', 'notHttps');
    assert.equal(marks(problem), '✗––––––––');
    assert.match(lines(problem, 'Endpoint'), /cocIncidents\.endpoint must begin with https/);
    assert.equal(reportOf(problem).works, false);
  });

  const ways = [
    [
      { kind: 'notSent', cause: 'ENOTFOUND' },
      { addresses: [] },
      '✓✗✓–––✓––––',
      'Name resolution',
      /could not be resolved/,
    ],
    [{ kind: 'notSent', cause: 'ECONNREFUSED' }, {}, '✓✓✓–✗–✓––––', 'COC', /Check the network, VPN and proxy/],
    [{ kind: 'notSent', cause: 'UND_ERR_ABORTED' }, {}, '✓✓✗–––✓––––', 'Proxy', /The proxy refused/],
    [{ kind: 'notSent', cause: 'CERT_HAS_EXPIRED' }, {}, '✓✓✓✗––✓––––', 'TLS', /CERT_HAS_EXPIRED/],
    [{ kind: 'notSent', cause: 'CA_FILE_ENOENT' }, { caFile: '/etc/x.pem' }, '✓✓✓✗––✓––––', 'TLS', /caFile.*ENOENT/s],
    [{ kind: 'unknown', cause: { kind: 'timeout', seconds: 5 } }, {}, '✓✓✓–✗–✓––––', 'COC', /within 5 seconds/],
    [{ kind: 'unknown', cause: { kind: 'redirect', httpStatus: 302 } }, {}, '✓✓✓✓✗–✓––––', 'COC', /redirect/],
    [{ kind: 'rejected', httpStatus: 404, errorCode: 'APIGW.0101' }, {}, '✓✓✓✓✗–✓––––', 'COC', /no COC service/],
    [{ kind: 'rejected', httpStatus: 403 }, {}, '✓✓✓✓✗–✓––––', 'COC', /not COC \(HTTP 403\)/],
    [{ kind: 'rejected', httpStatus: 400, errorCode: 'GOM.1' }, {}, '✓✓✓✓✗–✓––––', 'COC', /did not accept.*GOM\.1/s],
    [{ kind: 'rejected', httpStatus: 429, errorCode: 'APIGW.0308' }, {}, '✓✓✓✓✗–✓––––', 'COC', /too many requests/],
    [UNAUTHENTICATED, {}, '✓✓✓✓✓–✓✗–––', 'Sign-in', /Sign in again/],
  ] as const satisfies readonly (readonly [ShowOutcome, Partial<Facts>, string, string, RegExp])[];
  for (const [shown, further, expected, label, text] of ways) {
    test(`has one cross, and dashes for what cannot be known: ${JSON.stringify(shown)}`, () => {
      const facts = stopped(shown, further);
      assert.equal(marks(facts), expected);
      assert.match(lines(facts, label), text);
      assert.equal(reportOf(facts).headline, 'The connection to COC does not work yet.');
    });
  }

  test('blames the proxy when nobody is where it should be', () => {
    const proxy = { kind: 'used', address: 'http://proxy:8080', by: 'http.proxy' } as const;
    for (const cause of ['ENOTFOUND', 'ECONNREFUSED', 'UND_ERR_ABORTED']) {
      const facts = stopped({ kind: 'notSent', cause }, { proxy, addresses: undefined });
      assert.equal(marks(facts), '✓–✗–––✓––––');
      assert.match(
        lines(facts, 'Proxy'),
        new RegExp(`http://proxy:8080 \\(http\\.proxy\\).*proxy.*Cause: ${cause}$`, 's'),
      );
    }
    assert.match(lines({ ...WELL, proxy, addresses: undefined }, 'Name resolution'), /^✓ .*The proxy resolves it\.$/);
  });

  test('does not blame the name that only the proxy of the system knows', () => {
    const facts: Facts = { ...WELL, addresses: [] };
    assert.match(lines(facts, 'Name resolution'), /^✓ .*The proxy resolves it\.$/);
  });

  test('has nothing against an address of this machine without TLS', () => {
    const facts: Facts = { ...WELL, endpoint: 'http://127.0.0.1:8', addresses: undefined, proxy: { kind: 'bypassed' } };
    assert.equal(marks(facts), '✓✓✓✓✓✓✓✓✓✓–');
    for (const label of ['Name resolution', 'Proxy', 'TLS']) {
      assert.match(lines(facts, label), /Not used for this address\.$/);
    }
  });

  test('names the file of cocIncidents.caFile without the folders above it', () => {
    assert.match(
      lines({ ...WELL, caFile: '/home/me/own-ca.pem' }, 'TLS'),
      /^✓ .*\n {4}cocIncidents\.caFile: own-ca\.pem$/,
    );
  });

  test('says by how much a clock is wrong, and what for it matters, from a quarter of an hour on', () => {
    for (const sign of [1, -1]) {
      const clock = (minutes: number) => lines({ ...WELL, clockBehind: sign * minutes * MINUTE }, 'Clock');
      assert.match(clock(0.9), /^✓ .*agrees/);
      assert.equal(clock(3), '✓ Clock: It differs from that of COC by 3 min.');
      assert.match(clock(16), /^✗ Clock: It differs from that of COC by 16 min\.\n {4}Set it: signatures \(AK\/SK\)/);
    }
    const { works, headline } = reportOf({ ...WELL, clockBehind: 16 * MINUTE });
    assert.deepEqual([works, headline], [true, 'The connection to COC works, but not everything is as it should be.']);
  });

  test('tells a signature that a wrong clock spoiled from a sign-in that is over', () => {
    const shown = { ...UNAUTHENTICATED, clockBehind: 20 * MINUTE };
    const facts = stopped(shown, { signedIn: { kind: 'keys' }, clockBehind: 20 * MINUTE });
    assert.match(lines(facts, 'Sign-in'), /^✗ Sign-in: The clock of this machine differs .* by 20 minutes/);
    assert.match(lines(facts, 'Clock'), /^✗/);
  });

  test('says who is signed in, which way, and whether that ends', () => {
    const holder = { userId: 'u1', userName: 'zhang.wei', expiresAt: Date.UTC(2026, 10, 22, 12) };
    const signedIn = (is: Facts['signedIn']) => lines({ ...WELL, signedIn: is }, 'Sign-in');
    assert.match(signedIn({ kind: 'token', holder }), /zhang\.wei\.\n {4}The token ends at Nov 22, 2026.* not renewed/);
    assert.match(signedIn({ kind: 'password', holder }), /IAM user name and password: The token is renewed by itself/);
    assert.match(signedIn({ kind: 'keys' }), /^✓ Sign-in: The sign-in is accepted\.\n {4}Access key and secret key: /);
    const nobody = stopped(UNAUTHENTICATED, { signedIn: undefined, clockBehind: 0 });
    assert.equal(marks(nobody), '✓✓✓✓✓✓✓✗–––');
    assert.match(lines(nobody, 'Sign-in'), /Run "COC: Sign In"/);
    assert.equal(reportOf(nobody).works, false);
  });

  test('names the permission that is missing, in the words of the service where it names one', () => {
    const refusal = { kind: 'rejected', httpStatus: 403, errorCode: 'APIGW.0302', requestId: 'r1' } as const;
    const shown = stopped(refusal, { clockBehind: 0 });
    assert.equal(marks(shown), '✓✓✓✓✓✓✓✓✗––');
    assert.match(
      lines(shown, 'Permission'),
      /^✗ .*\n {4}Your user lacks the permission coc:ticket:get\..*\n.*Request ID: r1/s,
    );
    const errorMsg = "Policy doesn't allow coc:instance:listResources to be performed.";
    const listed: ListOutcome = { ...refusal, errorMsg };
    assert.match(lines({ ...WELL, listed }, 'Permission'), /lacks the permission coc:instance:listResources\./);
    assert.equal(marks({ ...WELL, listed }), '✓✓✓✓✓✓✓✓✓✗–');
    const without = { kind: 'rejected', httpStatus: 404, errorCode: 'APIGW.0101' } as const;
    assert.match(lines({ ...WELL, listed: without }, 'Permission'), /– .*coc:ticket:list\n {4}This COC cannot list/);
    assert.equal(reportOf({ ...WELL, listed: without }).headline, 'The connection to COC works.');
  });

  test('does not need an IAM to work, and says where one is wanting', () => {
    assert.match(lines({ ...WELL, iam: undefined }, 'IAM'), /^– IAM: The setting cocIncidents\.iamEndpoint is empty/);
    const wrong = new SettingError('cocIncidents.iamEndpoint', 'notAnAddress');
    assert.match(lines({ ...WELL, iam: wrong }, 'IAM'), /^✗ .*cocIncidents\.iamEndpoint is not an address/);
    const outcome = { kind: 'notSent', cause: 'ENOTFOUND' } as const;
    const facts: Facts = { ...WELL, iam: { endpoint: 'https://iam.example.com', outcome } };
    assert.match(
      lines(facts, 'IAM'),
      /^✗ IAM: https:\/\/iam\.example\.com\n {4}The address of IAM could not be resolved/,
    );
    assert.equal(reportOf(facts).works, true);
  });

  test('keeps a long text of a service on one line, and short', () => {
    const errorMsg = `[go](command:evil)\n✓ All is well\n${'x'.repeat(5000)}`;
    const facts = stopped({ ...UNAUTHENTICATED, errorMsg });
    assert.doesNotMatch(reportOf(facts).detail, /^✓ All|\]\(/m);
    assert.ok(reportOf(facts).detail.length < 1500);
  });
});
