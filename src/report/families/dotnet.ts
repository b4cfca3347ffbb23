import type { Family } from './family.ts';

export const dotnet: Family = {
  name: 'dotnet',
  foreign:
    /^(?:System|Microsoft|NUnit|Xunit|Newtonsoft|Serilog|Npgsql|MySql|StackExchange|MediatR|Polly|AutoMapper|Dapper|Grpc|RabbitMQ|MongoDB|Castle|Moq)\./,
  marks: [
    {
      role: 'error',
      re: /^\s*Unhandled exception[.:] (?<type>[\w.`+]+)(?: \((?<code>[^)]*)\))?: (?<message>.*)/,
      gravity: 5,
    },
    { role: 'cause', re: /^\s*-+> (?:\(Inner Exception #\d+\) )?(?<type>[\w.`+]+)(?: \([^)]*\))?: (?<message>.*)/ },
    {
      role: 'error',
      re: /^\s*(?<type>(?:[A-Z]\w*\.)+[A-Z]\w*(?:Exception|Error|Fault))(?: \((?<code>[^)]*)\))?: (?<message>.*)/,
      gravity: 4,
    },
    { role: 'frame', re: /^\s*at (?<fn>[\w.`<>[\],+|$ ]+)\([^)]*\)(?:\[[^\]]*\])? in (?<file>.+?):line (?<line>\d+)/ },
    {
      role: 'frame',
      re: /^\s*at (?<fn>(?:[\w`<>|$+]+\.)+[\w`<>|$[\],+]+)\((?:[A-Z][\w.`[\]&*<>]* \w+|[^):]* [^):]*)?(?:, [^)]*)?\)$/,
    },
    { role: 'noise', re: /^\s*--- End of (?:inner exception stack trace|stack trace from previous location)/ },
    {
      role: 'error',
      re: /^\s*(?<file>[^\s(]+\.(?:cs|fs|vb|csproj|sln|targets|cpp|h|cshtml|razor))\((?<line>\d+),\d+\): error (?<type>\w+): (?<message>.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^\s*(?:\[xUnit\.net [^\]]*\]\s+)?(?<message>\S+ \[FAIL\])/, gravity: 4 },
    { role: 'error', re: /^\s*Failed (?<fn>[\w.]+(?:\([^)]*\))?) \[[^\]]*\]/, gravity: 4 },
    { role: 'value', re: /^\s*(?:Expected|Actual|Assert\.\w+\(\) Failure).*/ },
    { role: 'section', re: /^\s*(?:Error Message|Stack Trace):\s*$/ },
    { role: 'summary', re: /^(?:Failed!|Build FAILED)\b.*/, gravity: 3 },
  ],
};
