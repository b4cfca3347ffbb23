import type { Family } from './family.ts';

/** Shells and the everyday tools they call; none of them prints a trace. */
export const shell: Family = {
  name: 'shell',
  separate: true,
  marks: [
    { role: 'error', re: /^(?<file>[^\s:]+): line (?<line>\d+): (?<message>.*)/, gravity: 4 },
    {
      role: 'error',
      re: /^(?<file>[^\s:]+\.(?:sh|bash|ksh|zsh)|sh|dash): ?(?:\d+: )?(?<message>.*(?:not found|unbound|syntax error|bad substitution|No such file|ermission denied|parameter not set|Syntax error).*)/,
      gravity: 4,
    },
    {
      role: 'error',
      re: /^(?:make|gmake|ninja)(?:\[\d+\])?: \*\*\* (?:\[(?:(?<file>[^\s:\]]+):(?<line>\d+): )?(?<fn>[^\]]+)\] )?(?<message>.*)/,
      gravity: 4,
    },
    { role: 'noise', re: /^(?:make|gmake)(?:\[\d+\])?: (?:Entering|Leaving) directory/ },
    { role: 'error', re: /^npm (?:error|ERR!) (?:code )(?<type>E\w+)/, gravity: 4 },
    { role: 'noise', re: /^npm (?:error|ERR!)(?:\s*$| A complete log| \s+\/\S+-debug)|^npm (?:error|ERR!) or$/ },
    { role: 'detail', re: /^npm (?:error|ERR!) (?<message>.*)/, gravity: 4 },
    {
      role: 'error',
      re: /^(?:fatal|FATAL|Fatal|error|Error|ERROR|ERRO|err|curl|wget|ssh|scp|rsync|git|tar|cp|mv|rm|mkdir|cat|ls|cd|sed|awk|grep|docker|kubectl|helm|pip|psql|mysql|mysqldump|pg_dump|sqlite3|redis-cli|java|node|python3?|Rscript|systemctl|mount|chmod|chown|ln|find|xargs|unzip|gzip|openssl|jq|yq|terraform|ansible-\w+|dpkg|apt|E|yarn|pnpm|nginx|sudo|su|bash|zsh|env|timeout|cmake|ld|collect2|cc1|cc1plus|gcc|g\+\+|clang|rustc|cargo|go|dotnet|gradle|mvn|hadoop|hdfs|aws|gcloud|az|gh|vault|consul|etcdctl|crictl|podman|buildah|skopeo|iptables|ip|ping|nslookup|dig|nc|telnet|ftp|sftp)(?:\[\d+\])?: (?!INFO|info)(?:\(\d+\) )?(?<message>\S.*)/,
      gravity: 4,
    },
    { role: 'detail', re: /^\++ (?<message>\S.*)/ },
    {
      role: 'summary',
      re: /^(?:.{0,160}\b(?:exit(?:ed)?(?: with)?(?: (?:code|status))?:? |returned (?:a non-zero code: |code |exit code )|exitcode=)[1-9]\d*\b.{0,300}|Process completed with exit code \d+\.?)$/i,
      gravity: 3,
    },
    {
      role: 'error',
      re: /^(?:Error response from daemon|Error from server(?: \(\w+\))?|ERROR: failed to (?:solve|build)|error: failed to|Error: (?:INSTALLATION|UPGRADE) FAILED): (?<message>.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^##\[error\](?<message>.*)|^::error[^:]*::(?<text>.*)/, gravity: 4 },
    { role: 'noise', re: /^##\[(?:group|endgroup|debug|section)\]/ },
  ],
};

/** Terraform, Ansible, Kubernetes' tables. */
export const operations: Family = {
  name: 'operations',
  separate: true,
  marks: [
    { role: 'error', re: /^\s*[│|] Error: (?<message>\S.*)/, gravity: 4 },
    {
      role: 'place',
      re: /^[ \t]{0,20}[│|]?[ \t]{1,20}(?:on|with) (?<file>[\w./\\-]+\.tf(?:\.json)?) line (?<line>\d+)/,
    },
    { role: 'place', re: /^[ \t]{0,20}[│|]?[ \t]{1,20}with (?<fn>[\w.[\]"-]+),$/ },
    { role: 'source', re: /^\s*[│|]\s+\d+: / },
    { role: 'noise', re: /^\s*[╷╵│]\s*$/ },
    { role: 'detail', re: /^\s*│ +\S/ },
    {
      role: 'error',
      re: /^(?:fatal|failed): \[(?<fn>[^\]]+)\](?:: (?:FAILED!|UNREACHABLE!) =>)? ?(?<message>.*)/,
      gravity: 4,
    },
    { role: 'section', leads: true, re: /^(?:TASK|RUNNING HANDLER|PLAY) \[(?<fn>.*)\] \*+/ },
    { role: 'summary', re: /^\S+\s+: ok=\d+ .*(?:unreachable=[1-9]|failed=[1-9])/, gravity: 3 },
    { role: 'noise', re: /^PLAY RECAP \*+|^(?:ok|skipping): \[/ },
    {
      role: 'error',
      re: /^\s*(?:\S+\s+)?(?:\d+[smhd]\S*(?:\s+\(x\d+ over \S+\))?\s+)?Warning\s+(?<type>[A-Z]\w+)\s+(?<message>.*)/,
      gravity: 4,
    },
    {
      role: 'detail',
      re: /^\s+(?:Reason|Exit Code|Last State|State|Message|Restart Count|Started|Finished|Signal):\s+\S/,
    },
  ],
};
