import type { Family } from './family.ts';
import { cause, error, frame, noise, section, summary, value } from './family.ts';

export const dotnet: Family = {
  name: 'dotnet',
  foreign:
    /^(?:System|Microsoft|NUnit|Xunit|Newtonsoft|Serilog|Npgsql|MySql|StackExchange|MediatR|Polly|AutoMapper|Dapper|Grpc|RabbitMQ|MongoDB|Castle|Moq)\./,
  marks: [
    error(/^\s*Unhandled exception[.:] (?<type>[\w.`+]+)(?: \([^)]*\))?: (?<message>.*)/, 5),
    cause(/^\s*-+> (?:\(Inner Exception #\d+\) )?(?<type>[\w.`+]+)(?: \([^)]*\))?: (?<message>.*)/),
    error(/^\s*(?<type>(?:[A-Z]\w*\.)+[A-Z]\w*(?:Exception|Error|Fault))(?: \([^)]*\))?: (?<message>.*)/, 4),
    frame(/^\s*at (?<fn>[\w.`<>[\],+|$ ]+)\([^)]*\)(?:\[[^\]]*\])? in (?<file>.+?):line (?<line>\d+)/),
    frame(/^\s*at (?<fn>(?:[\w`<>|$+]+\.)+[\w`<>|$[\],+]+)\((?:[A-Z][\w.`[\]&*<>]* \w+|[^):]* [^):]*)?(?:, [^)]*)?\)$/),
    noise(/^\s*--- End of (?:inner exception stack trace|stack trace from previous location)/),
    error(
      /^\s*(?<file>[^\s(]+\.(?:cs|fs|vb|csproj|sln|targets|cpp|h|cshtml|razor))\((?<line>\d+),\d+\): error (?<type>\w+): (?<message>.*)/,
      4,
    ),
    error(/^\s*(?:\[xUnit\.net [^\]]*\]\s+)?(?<message>\S+ \[FAIL\])/, 4),
    error(/^\s*Failed (?<fn>[\w.]+(?:\([^)]*\))?) \[[^\]]*\]/, 4),
    value(/^\s*(?:Expected|Actual|Assert\.\w+\(\) Failure).*/),
    section(/^\s*(?:Error Message|Stack Trace):\s*$/),
    summary(/^(?:Failed!|Build FAILED)\b/, 3),
  ],
};
