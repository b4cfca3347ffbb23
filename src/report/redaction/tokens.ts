/** Tokens that tell by their own shape what they are, wherever they stand. */
import type { RedactionKind, Rule } from './rule.ts';
import { pattern } from './rule.ts';

const RUN_ON = /[A-Za-z0-9_-]*/y;
/** Not inside a longer word; the letter of an escape (`\n`, `%3D`) before it does not count. */
const BEGIN = /(?<!(?<!\\|%[\dA-Fa-f]|\\u[\da-fA-F]{3})[A-Za-z0-9])/;

function shapes(kind: RedactionKind, needs: string, ...shapes: readonly RegExp[]): Rule {
  const re = new RegExp(`${BEGIN.source}(?:${shapes.map(({ source }) => source).join('|')})`, 'g');
  return pattern(kind, needs, re, (secret) => !/([xX*0])\1{7}/.test(secret), RUN_ON);
}

export const tokenRules: readonly Rule[] = [
  shapes(
    'access key',
    'akia|asia|abia|acca|ltai|akid|altak|aklt',
    // AWS, Alibaba, Tencent, Baidu, Volcengine
    /A(?:KI|SI|BI|CC)A[A-Z0-9]{16}|(?:LTAI|AKID|ALTAK|AKLT)[A-Za-z0-9]{12,60}/,
  ),
  shapes(
    'API key',
    'absk|aiza|sk-|gsk_|pcsk_|xai-|r8_|pplx-|lsv2_|nvapi-|tgp_v1_|fw_|jina_|tvly-|sg.|key-|xkeysib-',
    // Bedrock, Google
    /ABSK[A-Za-z0-9+/]{60,300}={0,2}|AIza[\w-]{30,40}/,
    // Model services
    /sk-(?=[A-Za-z_-]{0,80}\d)(?=[a-z0-9_-]{0,80}[A-Z]|[a-f0-9]{32}|[a-z]{2,4}-v\d-[a-f0-9]{32})[\w-]{20,300}/,
    /(?:gsk_|xai-|r8_|pplx-|lsv2_|nvapi-|tgp_v1_|fw_|jina_|tvly-|csk-|pcsk_)(?=[A-Za-z_-]{0,40}\d)[\w-]{24,200}/,
    // SendGrid, Mailgun, Brevo
    /SG\.[\w-]{16,32}\.[\w-]{16,64}|key-[0-9a-f]{32}|xkeysib-[\w-]{80}/,
  ),
  shapes(
    'token',
    'ghp_|gho_|ghu_|ghs_|ghr_|github_pat_|npm_|nfp_|sbp_|_v1_|rubygems_|bkua_|bkaj_|sqp_|squ_|sqa_|sq0|shpat_|shpca_|shppa_|shpss_|ntn_|lin_|vcp_|vck_|vca_|vcr_|vci_|vcc_|pul-|hf_|api_org_|oy2|cio|akc|cmvmdgtu|atbb|ccip|dckr_|gr1348941|glsa_|glc_|hrku-|fo1_|fm1_|fm2_|sha256~|hvs.|hvb.|hvr.|figd_|nrak-|nrra-|pscale_|pmak-|ya29.|1//0|sntry|tatt3|tctt3|bbdc-|dp.|xox|xapp-|pypi-|dapi|dkea',
    /gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_\w{20,255}/,
    /(?:GR1348941|pscale_[a-z]{2,5}_)[\w.-]{18,300}/,
    // npm, Netlify, Supabase, DigitalOcean, RubyGems, Buildkite, Sonar, Shopify, Notion, Linear, Vercel, Hugging Face
    /(?:npm|nfp|sbp|do[oprt]_v1|rubygems|bk(?:ua|aj)|sq[pua]|shp(?:at|ca|pa|ss)|ntn|lin_(?:api|oauth)|vc[pkaric]|hf|api_org)_[A-Za-z0-9]{24,300}/,
    // Pulumi, JFrog, Bitbucket, Databricks, NuGet, crates.io
    /(?:pul-|AKC|cmVmdGtu|ATBB|(?:dapi|dkea)(?=[a-f0-9]{32})|oy2(?=[a-z0-9]{43})|cio(?=\w{32}\b))[A-Za-z0-9]{28,300}/,
    // CircleCI, Docker, Heroku, Fly, OpenShift, Vault, Figma, New Relic, Square, Postman, Google
    /(?:CCIP(?:AT|RJ)_|dckr_[a-z]{2,5}_|HRKU-|fo1_|sha256~|hv[sbr]\.|figd_|NR(?:AK|RA)-|sq0[a-z]{3}-|PMAK-|ya29\.|1\/\/0)[\w-]{20,400}/,
    // Fly, Grafana, Sentry, Atlassian
    /(?:fm[12]_|gl(?:sa|c)_|sntry[su]_|AT[AC]TT3|BBDC-)[\w+/=-]{32,500}/,
    // Doppler, Slack, PyPI
    /dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40}|(?:xox[a-z](?:\.xox[a-z])?|xapp-\d)-[\w-]{10,300}/,
    /pypi-(?=[a-z0-9_-]{0,60}[A-Z])[\w-]{32,400}/,
  ),
  // What any text may hold, or begins with anything, is quicker found by an expression of its own: Azure DevOps,
  // Terraform Cloud, GitLab, Airtable, Twilio, Mailchimp, Vault of old, Discord, Facebook
  shapes('token', 'azdo', /[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/),
  shapes('token', '.atlasv1.', /[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{50,90}/),
  shapes('token', 'gl', /gl(?:pat|dt|ptt|rt|rtr|cbt|ft|imt|oas|soat|agent|wt)-[\w.-]{18,300}/),
  shapes('token', 'pat', /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/),
  shapes('API key', 'sk', /SK[0-9a-f]{32}(?![\dA-Za-z])/),
  shapes('API key', '-us', /[0-9a-f]{32}-us\d/),
  shapes('token', 's.', /s\.(?=[a-zA-Z]{0,23}\d)(?=[a-z0-9]{0,23}[A-Z])[A-Za-z0-9]{24}(?![A-Za-z0-9.(])/),
  shapes('token', '.', /[MNO][\w-]{23,27}\.(?=[\w-]*[A-Z])[\w-]{6}\.[\w-]{27,40}(?![\w.])/),
  shapes('token', 'eaa', /EAA[A-Za-z0-9]{60,300}/),
  shapes('secret', 'gocspx-|q~|secret_', /GOCSPX-[\w-]{20,40}|[\w~.-]{3}[78]Q~[\w~.-]{31,34}|secret_[A-Za-z0-9]{43}/),
  // Stripe, 1Password, age, Cloudflare
  shapes(
    'secret key',
    '_live_|_test_|whsec_|ops_eyj|age-secret-key|v1.0-',
    /[sr]k_(?:live|test)_[A-Za-z0-9]{10,200}|whsec_[A-Za-z0-9+/=]{20,100}|ops_eyJ[\w+/=-]{100,900}|AGE-SECRET-KEY-1[\dA-Z]{50}|v1\.0-[a-f0-9]{24}-[a-f0-9]{146}/,
  ),
  pattern('token', ':aa', /(?:(?<![A-Za-z0-9])|(?<=\bbot))\d{8,10}:AA[A-Za-z0-9_-]{32,35}/g, undefined, RUN_ON),
  // Addresses that are secrets as a whole
  pattern(
    'webhook',
    'hook',
    /https?:\/\/(?:hooks\.slack(?:-gov)?\.com\/\w{8,9}\/|(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/|[\w.-]{1,80}\.office\.com\/webhook|open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/(?:v2\/)?hook\/|hooks\.zapier\.com\/hooks\/catch\/)(?<secret>[\w\-/@.%]{16,400})/g,
  ),
  pattern('webhook', 'webhook/', /\/cgi-bin\/webhook\/\w{4,12}\?(?:[\w=&]{0,60}&)?key=(?<secret>[0-9a-f-]{16,64})/g),
  // Signed tokens
  pattern(
    'JWT',
    'eyj',
    /(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))eyJ[\w-]{8,}(?:\.[\w-]{8,}(?:\.[\w-]*){0,3}|={0,2}(?=\.\.\.|…))/g,
  ),
  // Huawei Cloud: a signed message in base64, as certificates are
  pattern(
    'token',
    'mii',
    /(?<![A-Za-z0-9+/_=-])MII[A-Za-z0-9+/_-]{97,}={0,2}/g,
    (_, view, at) =>
      !/(?:cert\w{0,12}|x5c|509)["']?>?\s{0,3}[:=[]?\s{0,3}\[?["']?$/i.test(view.text.slice(Math.max(0, at - 40), at)),
  ),
  // A key block in base64
  pattern(
    'private key',
    'ls0tls1crudjti',
    /(?<![A-Za-z0-9+/=])LS0tLS1CRUdJTi(?:BSU0EgUFJJVkFUR|BEU0EgUFJJVkFUR|BFQyBQUklWQVRF|BQUklWQVRF|BPUEVOU1NI|BFTkNSWVBURUQ|BQR1AgUFJJVkFUR)[A-Za-z0-9+/]+={0,2}/g,
  ),
];
