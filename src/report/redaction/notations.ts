/** How a name and its value are written beside each other. */
/** Where a name is in the text. */
export interface Name {
  readonly start: number;
  readonly end: number;
}

/** Where the value begins, if the name is followed by one as the notation has it. */
export type Notation = (text: string, name: Name) => number | undefined;

/** key = value, key: value, "key" => "value", key := value */
export const PAIRED: Notation = (text, { end }) => sticky(PAIR, text, end);

export const NOTATIONS: readonly Notation[] = [
  PAIRED,
  // setPassword("value")
  (text, { end }) => sticky(CALL, text, end),
  // ("key", "value")
  (text, { end }) => sticky(LISTED, text, end),
  // --key value
  (text, { start, end }) => (/^--?[a-zA-Z]/.test(text.slice(start, start + 3)) ? sticky(FLAG, text, end) : undefined),
  // <key>value</key>
  (text, { start, end }) =>
    /[<:]/.test(text.charAt(start - 1)) && /<(?:[\w-]{1,30}:)?$/.test(text.slice(Math.max(0, start - 32), start))
      ? sticky(ELEMENT, text, end)
      : undefined,
  // name="key" value="value", and YAML's and JSON's lists of name and value
  (text, { start, end }) => {
    const at = sticky(ATTRIBUTE, text, end);
    if (at === undefined) return undefined;
    const before = text.slice(Math.max(0, start - 40), start);
    return /(?:name|key|header|id|Name|Key)(?:\\{0,7}["'])?\s{0,3}[:=]\s{0,3}(?:\\{0,7}["'])?$/.test(before)
      ? at
      : undefined;
  },
  // <property name="key">value</property>
  (text, { start, end }) =>
    /=["']$/.test(text.slice(Math.max(0, start - 2), start)) ? sticky(NAMED_ELEMENT, text, end) : undefined,
  // variable "key" { default = "value" }
  (text, { end }) => sticky(DEFAULT, text, end),
  // PASSWORD 'value'
  (text, { end }) => sticky(LITERAL, text, end),
];

const QUOTE = '\\\\{0,7}["\'`]';
const TYPE =
  "(?:[?!]?:[ \\t]{0,3}(?:string|str|String|Optional\\[str\\]|SecretStr|bytes|&str|&'static str|any|text)(?: ?\\| ?(?:null|None|undefined))?[ \\t]{0,3}(?==[^=]))?";
const PAIR = new RegExp(
  `(?:${QUOTE}|[”’」])?[\\])]{0,2}[ \\t]{0,20}${TYPE}(?:=>|:=|->|→|[:?+]?={1,2}(?!=)|:(?![:])|：|＝|%3D|\\\\u003[da])[ \\t\\u3000]{0,40}[“‘「]?`,
  'iy',
);
const CALL = /(?:\(|\.(?:set|equals|of)\()[ \t]{0,3}(?=[bru]?\\{0,3}["'])/y;
const LISTED = new RegExp(`${QUOTE}[\\])]?[ \\t]{0,3},[ \\t]{0,3}(?=[bru]?${QUOTE})`, 'y');
const FLAG = /[ \t]{1,3}(?=[^\s\-|&>])/y;
const ATTRIBUTE = new RegExp(
  `${QUOTE}?[ \\t]{0,4}(?:,|\\r?\\n)?[ \\t]{0,60}(?:\\r?\\n[ \\t]{0,60})?(?:- )?(?:${QUOTE})?(?:value|val|content|stringValue|Value)(?:${QUOTE})?[ \\t]{0,4}[:=][ \\t]{0,4}`,
  'y',
);
const ELEMENT = /(?:[ \t][^<>\n]{0,200})?>(?:<!\[CDATA\[)?\s{0,40}(?=[^<\s])/y;
const NAMED_ELEMENT = /["'][^<>\n]{0,80}>(?=[^<\s])/y;
const DEFAULT =
  /"[ \t]{0,4}\{\s{0,40}(?:(?:type|description|sensitive|nullable)[ \t]{0,20}=[^\n]{0,200}\n\s{0,40}){0,4}default[ \t]{0,20}=[ \t]{0,20}/y;
const LITERAL = /[ \t]{1,4}(?=[NnEe]?')/y;

function sticky(re: RegExp, text: string, at: number): number | undefined {
  re.lastIndex = at;
  return re.test(text) ? re.lastIndex : undefined;
}
