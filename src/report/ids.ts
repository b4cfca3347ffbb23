/** What differs each time: ids to look a request up by, and how a title does without them. */

const NAMED_ID =
  /\b((?:x[-_])?(?:trace|request|req|correlation|transaction|txn|session|job|task|message|msg|order|tenant|user|span|event|operation|activity|run|build|batch|execution|workflow)[-_ ]?(?:id|ID|Id|no|No))["']?\s{0,2}[=:]\s{0,2}["']?([\w.:@/+-]{4,80})|\b(traceparent|trace|rid|tid|reqid|requestid|cid)["']?[=:]["']?([\w.:-]{6,80})/gi;
const MAX_IDS = 4;

export interface NamedId {
  readonly name: string;
  readonly value: string;
}

export function idsIn(text: string): NamedId[] {
  const ids: NamedId[] = [];
  for (const [, name = '', value = '', short = '', other = ''] of text.matchAll(NAMED_ID)) {
    const id = { name: name || short, value: value || other };
    if (/\d/.test(id.value) && !ids.some((known) => known.value === id.value)) ids.push(id);
    if (ids.length === MAX_IDS) break;
  }
  return ids;
}

/** Words that tell one request from another: long enough, and with digits between letters or many digits. */
export function tokensIn(text: string): string[] {
  const words = text.match(/[A-Za-z0-9][\w-]{4,80}/g) ?? [];
  const requests = [...text.matchAll(/\b(?:GET|POST|PUT|PATCH|DELETE) (\/[^\s"]{3,200})/g)].map(
    ([, path = '']) => path,
  );
  return [
    ...requests,
    ...new Set(
      words.filter(
        (word) =>
          /\d/.test(word) && (/[A-Za-z]/.test(word) || word.length >= 6) && !/^(?:\d{4}-\d\d-\d\d\w*|0x0+)$/.test(word),
      ),
    ),
  ].slice(0, 12);
}

/** Two reports of the same trouble have the same title. */
export function withoutIds(text: string): string {
  return text
    .replace(NAMED_ID, (_all, name = '', _value, short = '') => `${name || short}=…`)
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '…')
    .replace(/\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d)?/g, '…')
    .replace(/\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b/g, '…')
    .replace(/\b0x[0-9a-f]{4,}\b/gi, '…')
    .replace(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, '…')
    .replace(/(?<![.:\w-])(?!(?:ORA|TNS|PLS|MY|SQL|KB|CVE|GOM)-)(?:[A-Za-z]{1,8}[-_])?\d{5,}\b(?!:)/g, '…')
    .replace(/\b(?=[\w-]*\d)(?:req|trace|order|job|task|session|txn|run|msg|evt|doc|batch)[-_#][\w-]*\d[\w-]*/gi, '…')
    .replace(/ on (?:unknown )?address …(?: at pc.*)?$/, '')
    .replace(/…(?:[-_.:…]+…)+/g, '…');
}
