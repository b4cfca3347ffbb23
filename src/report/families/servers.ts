import type { Family } from './family.ts';

/** What web servers and databases print after the header of their log lines. */
export const servers: Family = {
  name: 'servers',
  separate: true,
  marks: [
    { role: 'detail', re: /^(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|WHERE|LOCATION): +\S/ },
    { role: 'error', re: /^(?:ERROR|FATAL|PANIC): {1,2}(?<message>\S.*)/, gravity: 4 },
    { role: 'error', re: /^ERROR (?<type>\d{4,5}(?: \(\w{5}\))?)(?: at line \d+)?: (?<message>.*)/, gravity: 4 },
    {
      role: 'error',
      re: /^(?<type>(?:ORA|TNS|PLS|RMAN|SP2|DRG|KUP|EXP|IMP|UDI|LRM|CRS|PRVF)-\d{4,5}): (?<message>.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^(?:psql:\S+:\d+: )(?:ERROR|FATAL): +(?<message>.*)/, gravity: 4 },
    { role: 'detail', re: /^LINE \d+: /, within: true },
    {
      role: 'error',
      re: /^(?:\*\d+ )?(?<message>(?:connect\(\) failed|upstream (?:timed out|prematurely|sent)|no live upstreams|open\(\) "|recv\(\) failed|SSL_do_handshake\(\) failed|bind\(\) to|host not found).*)/,
      gravity: 4,
    },
    { role: 'error', re: /^Msg \d+, Level \d+, State \d+.*/, gravity: 4 },
  ],
};
