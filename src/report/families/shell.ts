import type { Family } from './family.ts';
import { detail, error, noise, place, section, source, summary } from './family.ts';

/** Shells and the everyday tools they call; none of them prints a trace. */
export const shell: Family = {
  name: 'shell',
  separate: true,
  marks: [
    error(/^(?<file>[^\s:]+): line (?<line>\d+): (?<message>.*)/, 4),
    error(
      /^(?<file>[^\s:]+\.(?:sh|bash|ksh|zsh)|sh|dash): ?(?:\d+: )?(?<message>.*(?:not found|unbound|syntax error|bad substitution|No such file|ermission denied|parameter not set|Syntax error).*)/,
      4,
    ),
    error(
      /^(?:make|gmake|ninja)(?:\[\d+\])?: \*\*\* (?:\[(?:(?<file>[^\s:\]]+):(?<line>\d+): )?(?<fn>[^\]]+)\] )?(?<message>.*)/,
      4,
    ),
    noise(/^(?:make|gmake)(?:\[\d+\])?: (?:Entering|Leaving) directory/),
    error(/^npm (?:error|ERR!) (?:code )(?<type>E\w+)/, 4),
    noise(/^npm (?:error|ERR!)(?:\s*$| A complete log| \s+\/\S+-debug)|^npm (?:error|ERR!) or$/),
    detail(/^npm (?:error|ERR!) (?<message>.*)/, 4),
    error(
      /^(?:fatal|FATAL|Fatal|error|Error|ERROR|ERRO|err|curl|wget|ssh|scp|rsync|git|tar|cp|mv|rm|mkdir|cat|ls|cd|sed|awk|grep|docker|kubectl|helm|pip|psql|mysql|mysqldump|pg_dump|sqlite3|redis-cli|java|node|python3?|Rscript|systemctl|mount|chmod|chown|ln|find|xargs|unzip|gzip|openssl|jq|yq|terraform|ansible-\w+|dpkg|apt|E|yarn|pnpm|nginx|sudo|su|bash|zsh|env|timeout|cmake|ld|collect2|cc1|cc1plus|gcc|g\+\+|clang|rustc|cargo|go|dotnet|gradle|mvn|hadoop|hdfs|aws|gcloud|az|gh|vault|consul|etcdctl|crictl|podman|buildah|skopeo|iptables|ip|ping|nslookup|dig|nc|telnet|ftp|sftp)(?:\[\d+\])?: (?!INFO|info)(?:\(\d+\) )?(?<message>\S.*)/,
      4,
    ),
    detail(/^\++ (?<message>\S.*)/),
    summary(
      /^(?:.{0,160}\b(?:exit(?:ed)?(?: with)?(?: (?:code|status))?:? |returned (?:a non-zero code: |code |exit code )|exitcode=)[1-9]\d*\b.{0,300}|Process completed with exit code \d+\.?)$/i,
      3,
    ),
    error(
      /^(?:Error response from daemon|Error from server(?: \(\w+\))?|ERROR: failed to (?:solve|build)|error: failed to|Error: (?:INSTALLATION|UPGRADE) FAILED): (?<message>.*)/,
      4,
    ),
    error(/^##\[error\](?<message>.*)|^::error[^:]*::/, 4),
    noise(/^##\[(?:group|endgroup|debug|section)\]/),
  ],
};

/** Terraform, Ansible, Kubernetes' tables. */
export const operations: Family = {
  name: 'operations',
  separate: true,
  marks: [
    error(/^\s*[│|] Error: (?<message>\S.*)/, 4),
    place(/^[ \t]{0,20}[│|]?[ \t]{1,20}(?:on|with) (?<file>[\w./\\-]+\.tf(?:\.json)?) line (?<line>\d+)/),
    place(/^[ \t]{0,20}[│|]?[ \t]{1,20}with (?<fn>[\w.[\]"-]+),$/),
    source(/^\s*[│|]\s+\d+: /),
    noise(/^\s*[╷╵│]\s*$/),
    detail(/^\s*│ +\S/),
    error(/^(?:fatal|failed): \[(?<fn>[^\]]+)\](?:: (?:FAILED!|UNREACHABLE!) =>)? ?(?<message>.*)/, 4),
    section(/^(?:TASK|RUNNING HANDLER|PLAY) \[(?<fn>.*)\] \*+/, { leads: true }),
    summary(/^\S+\s+: ok=\d+ .*(?:unreachable=[1-9]|failed=[1-9])/, 3),
    noise(/^PLAY RECAP \*+|^(?:ok|skipping): \[/),
    error(
      /^\s*(?:\S+\s+)?(?:\d+[smhd]\S*(?:\s+\(x\d+ over \S+\))?\s+)?Warning\s+(?<type>[A-Z]\w+)\s+(?<message>.*)/,
      4,
    ),
    detail(/^\s+(?:Reason|Exit Code|Last State|State|Message|Restart Count|Started|Finished|Signal):\s+\S/),
  ],
};
