import type { Family } from './family.ts';
import { detail, error } from './family.ts';

/** What web servers and databases print after the header of their log lines. */
export const servers: Family = {
  name: 'servers',
  separate: true,
  marks: [
    detail(/^(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|WHERE|LOCATION): +\S/),
    error(/^(?:ERROR|FATAL|PANIC): {1,2}(?<message>\S.*)/, 4),
    error(/^ERROR (?<type>\d{4,5}(?: \(\w{5}\))?)(?: at line \d+)?: (?<message>.*)/, 4),
    error(/^(?<type>(?:ORA|TNS|PLS|RMAN|SP2|DRG|KUP|EXP|IMP|UDI|LRM|CRS|PRVF)-\d{4,5}): (?<message>.*)/, 4),
    error(/^(?:psql:\S+:\d+: )(?:ERROR|FATAL): +(?<message>.*)/, 4),
    detail(/^LINE \d+: /, { within: true }),
    error(
      /^(?:\*\d+ )?(?<message>(?:connect\(\) failed|upstream (?:timed out|prematurely|sent)|no live upstreams|open\(\) "|recv\(\) failed|SSL_do_handshake\(\) failed|bind\(\) to|host not found).*)/,
      4,
    ),
    error(/^Msg \d+, Level \d+, State \d+/, 4),
  ],
};
