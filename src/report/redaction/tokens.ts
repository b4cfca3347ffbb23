/** Tokens that tell by their own shape what they are, wherever they stand. */
import type { RedactionKind, Rule } from './rule.ts';
import { pattern } from './rule.ts';

const RUN_ON = /[A-Za-z0-9_-]*/y;

function shape(name: string, kind: RedactionKind, needs: readonly string[], source: string): Rule {
  return pattern(name, kind, needs, new RegExp(source, 'g'), {
    runOn: RUN_ON,
    accept: (secret, view, at) => begins(view.text, at) && !/([xX*0])\1{7}/.test(secret),
  });
}

/** Not inside a longer word; the letter of an escape (`\n`, `%3D`) before it does not count. */
function begins(text: string, at: number): boolean {
  return (
    !/[A-Za-z0-9]/.test(text.charAt(at - 1)) ||
    /(?:\\[nrtbf]|%[0-9A-Fa-f]{2}|\\u[0-9a-fA-F]{4})$/.test(text.slice(Math.max(0, at - 6), at))
  );
}

export const tokenRules: readonly Rule[] = [
  // Clouds
  shape('AWS access key', 'access key', ['akia', 'asia', 'abia', 'acca'], '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}'),
  shape('AWS Bedrock key', 'API key', ['absk'], 'ABSK[A-Za-z0-9+/]{60,300}={0,2}'),
  shape('Alibaba Cloud access key', 'access key', ['ltai'], 'LTAI[A-Za-z0-9]{12,26}'),
  shape('Tencent Cloud secret id', 'access key', ['akid'], 'AKID[A-Za-z0-9]{28,40}'),
  shape('Baidu and Volcengine access key', 'access key', ['altak', 'aklt'], '(?:ALTAK|AKLT)[A-Za-z0-9]{16,60}'),
  shape('Google API key', 'API key', ['aiza'], 'AIza[A-Za-z0-9_-]{30,40}'),
  shape('Google OAuth token', 'token', ['ya29.', '1//0'], '(?:ya29\\.|1//0)[A-Za-z0-9_.-]{20,400}'),
  shape('Google client secret', 'secret', ['gocspx-'], 'GOCSPX-[A-Za-z0-9_-]{20,40}'),
  shape('Azure client secret', 'secret', ['q~'], '[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}'),
  shape('Azure DevOps token', 'token', ['azdo'], '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}'),
  shape('DigitalOcean token', 'token', ['_v1_'], 'do[oprt]_v1_[a-f0-9]{40,80}'),
  shape('Databricks token', 'token', ['dapi', 'dkea'], '(?:dapi|dkea)[a-f0-9]{32}(?:-\\d)?'),
  shape('Vault token', 'token', ['hvs.', 'hvb.', 'hvr.'], 'hv[sbr]\\.[A-Za-z0-9_-]{20,300}'),
  shape(
    'Vault token of old',
    'token',
    ['s.'],
    '\\bs\\.(?=[a-zA-Z]{0,23}\\d)(?=[a-z0-9]{0,23}[A-Z])[A-Za-z0-9]{24}(?![A-Za-z0-9.(])',
  ),
  shape('Terraform Cloud token', 'token', ['.atlasv1.'], '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{50,90}'),
  shape(
    'Pulumi, Doppler, PlanetScale token',
    'token',
    ['pul-', 'dp.', 'pscale_'],
    '(?:pul-[a-f0-9]{40}|dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64})',
  ),
  shape(
    'Fly, Vercel, Netlify, Heroku, Supabase token',
    'token',
    ['fm2_', 'fo1_', 'vc', 'nfp_', 'hrku-', 'sbp_'],
    '(?:fm[12]_[A-Za-z0-9+/=_-]{40,500}|fo1_[\\w-]{40,50}|vc[pkaric]_[A-Za-z0-9]{24,60}|nfp_[A-Za-z0-9]{36,40}|HRKU-[A-Za-z0-9_-]{36,64}|sbp_[a-f0-9]{40})',
  ),
  shape('OpenShift token', 'token', ['sha256~'], 'sha256~[A-Za-z0-9_-]{43}'),
  // Forges and registries
  shape(
    'GitHub token',
    'token',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    '(?:gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_[A-Za-z0-9_]{20,255})',
  ),
  shape(
    'GitLab token',
    'token',
    ['gl', 'gr1348941'],
    '(?:gl(?:pat|dt|ptt|rt|rtr|cbt|ft|imt|oas|soat|agent|wt)-[A-Za-z0-9_.-]{18,300}|GR1348941[A-Za-z0-9_-]{18,40})',
  ),
  shape(
    'Atlassian token',
    'token',
    ['atatt3', 'atctt3', 'atbb', 'bbdc-'],
    '(?:AT[AC]TT3[A-Za-z0-9_=-]{40,300}|ATBB[A-Za-z0-9]{28,40}|BBDC-[A-Za-z0-9+/]{40,60})',
  ),
  shape('npm token', 'token', ['npm_'], 'npm_[A-Za-z0-9]{30,60}'),
  shape('PyPI token', 'token', ['pypi-ag', 'pypi-'], 'pypi-(?=[a-z0-9_-]{0,60}[A-Z])[A-Za-z0-9_-]{32,400}'),
  shape(
    'RubyGems, crates.io, NuGet token',
    'token',
    ['rubygems_', 'cio', 'oy2'],
    '(?:rubygems_[a-f0-9]{40,60}|cio[A-Za-z0-9]{32}(?![A-Za-z0-9])|oy2[a-z0-9]{43})',
  ),
  shape('Docker token', 'token', ['dckr_'], 'dckr_[a-z]{2,5}_[A-Za-z0-9_-]{20,60}'),
  shape('JFrog token', 'token', ['akc', 'cmvmdgtu'], '(?:AKC[a-zA-Z0-9]{60,90}|cmVmdGtu[A-Za-z0-9]{40,80})'),
  shape(
    'CI token',
    'token',
    ['ccipat_', 'ccipprj_', 'bkua_', 'bkaj_', 'sqp_', 'squ_', 'sqa_'],
    '(?:CCI(?:PAT|PRJ)_[A-Za-z0-9_]{30,90}|bk(?:ua|aj)_[a-zA-Z0-9]{38,50}|sq[pua]_[a-f0-9]{40})',
  ),
  // Services
  shape(
    'Slack token',
    'token',
    ['xox', 'xapp-'],
    '(?:xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{10,300}|xapp-\\d-[A-Za-z0-9-]{10,200})',
  ),
  shape(
    'Stripe key',
    'secret key',
    ['_live_', '_test_', 'whsec_'],
    '(?:[sr]k_(?:live|test)_[A-Za-z0-9]{10,200}|whsec_[A-Za-z0-9+/=]{20,100})',
  ),
  shape(
    'key of a model service',
    'API key',
    ['sk-'],
    'sk-(?=[A-Za-z_-]{0,80}\\d)(?=[a-z0-9_-]{0,80}[A-Z]|[a-f0-9]{32}|[a-z]{2,4}-v\\d-[a-f0-9]{32})[A-Za-z0-9_-]{20,300}',
  ),
  shape(
    'key of a model service, by prefix',
    'API key',
    ['gsk_', 'xai-', 'r8_', 'pplx-', 'lsv2_', 'nvapi-', 'tgp_v1_', 'fw_', 'jina_', 'tvly-', 'csk-', 'pcsk_'],
    '(?:gsk_|xai-|r8_|pplx-|lsv2_(?:pt|sk)_|nvapi-|tgp_v1_|fw_|jina_|tvly-(?:dev-|prod-)?|csk-|pcsk_)(?=[A-Za-z_-]{0,40}\\d)[A-Za-z0-9_-]{24,200}',
  ),
  shape(
    'Hugging Face token',
    'token',
    ['hf_', 'api_org_'],
    '(?:hf_|api_org_)(?=[a-z0-9]{0,40}[A-Z])[A-Za-z0-9]{28,60}',
  ),
  pattern('Telegram bot token', 'token', [':aa'], /(?:(?<![A-Za-z0-9])|(?<=\bbot))\d{8,10}:AA[A-Za-z0-9_-]{32,35}/g, {
    runOn: RUN_ON,
  }),
  shape(
    'Discord bot token',
    'token',
    ['.'],
    '\\b[MNO][A-Za-z0-9_-]{23,27}\\.(?=[A-Za-z0-9_-]*[A-Z])[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}(?![\\w.])',
  ),
  shape('SendGrid key', 'API key', ['sg.'], 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}'),
  shape('Twilio key', 'API key', ['sk'], 'SK[0-9a-f]{32}(?![0-9a-zA-Z])'),
  shape(
    'Mailgun and Mailchimp key',
    'API key',
    ['key-', '-us', 'xkeysib-'],
    '(?:key-[0-9a-f]{32}|[0-9a-f]{32}-us\\d{1,2}|xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16})',
  ),
  shape('Shopify token', 'token', ['shp'], 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'),
  shape(
    'Square and Facebook token',
    'token',
    ['sq0', 'eaa'],
    '(?:sq0[a-z]{3}-[A-Za-z0-9_-]{22,50}|EAA[A-Za-z0-9]{60,300})',
  ),
  shape(
    'Grafana, New Relic, Sentry token',
    'token',
    ['glsa_', 'glc_', 'nrak-', 'nrra-', 'sntrys_', 'sntryu_'],
    '(?:glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}|glc_[A-Za-z0-9+/=]{32,400}|NR(?:AK|RA)-[A-Za-z0-9]{27,42}|sntry[su]_[A-Za-z0-9+/=_-]{40,300})',
  ),
  shape(
    'Notion, Linear, Airtable, Figma, Postman token',
    'token',
    ['secret_', 'ntn_', 'lin_api_', 'pat', 'figd_', 'pmak-'],
    '(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,50}|lin_(?:api|oauth)_[A-Za-z0-9]{32,64}|pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}|figd_[A-Za-z0-9_-]{36,50}|PMAK-[a-f0-9]{24}-[a-f0-9]{34})',
  ),
  shape(
    '1Password, age and Cloudflare key',
    'secret key',
    ['ops_eyj', 'age-secret-key', 'v1.0-'],
    '(?:ops_eyJ[A-Za-z0-9+/=_-]{100,900}|AGE-SECRET-KEY-1[0-9A-Z]{50,60}|v1\\.0-[a-f0-9]{24}-[a-f0-9]{146})',
  ),
  // Addresses that are secrets as a whole
  pattern(
    'webhook address',
    'webhook',
    ['hook'],
    /https?:\/\/(?:hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/|(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/|[\w.-]{1,80}\.webhook\.office\.com\/webhook|open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/(?:v2\/)?hook\/|hooks\.zapier\.com\/hooks\/catch\/|outlook\.office\.com\/webhook\/)(?<secret>[\w\-/@.%]{16,400})/g,
  ),
  pattern(
    'webhook key',
    'webhook',
    ['webhook/send'],
    /\/cgi-bin\/webhook\/(?:send|upload_media)\?(?:[\w=&]{0,60}&)?key=(?<secret>[0-9a-f-]{16,64})/g,
  ),
  // Signed tokens
  pattern(
    'JWT',
    'JWT',
    ['eyj'],
    /(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))eyJ[\w-]{8,}(?:\.[\w-]{8,}(?:\.[\w-]*){0,3}|={0,2}(?=\.\.\.|…))/g,
  ),
  pattern('Huawei Cloud token', 'token', ['mii'], /(?<![A-Za-z0-9+/_=-])MII[A-Za-z0-9+/_-]{97,}={0,2}/g, {
    accept: (_, view, at) =>
      !/(?:cert\w{0,12}|x5c|509)["']?>?\s{0,3}[:=[]?\s{0,3}\[?["']?$/i.test(view.text.slice(Math.max(0, at - 40), at)),
  }),
  pattern(
    'key in base64',
    'private key',
    ['ls0tls1crudjti'],
    /(?<![A-Za-z0-9+/=])LS0tLS1CRUdJTi(?:BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BQUklWQVRF|BPUEVOU1NI|BFTkNSWVBURUQ|BEU0EgUFJJVkFUR|BQR1AgUFJJVkFUR)[A-Za-z0-9+/]+={0,2}/g,
  ),
];
