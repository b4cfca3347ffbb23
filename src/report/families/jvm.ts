import type { Family } from './family.ts';

const THROWABLE = String.raw`(?<type>(?:[a-z][\w]*\.)+(?:[\w$\u4e00-\u9fff]+)|[A-Z\u4e00-\u9fff][\w$\u4e00-\u9fff]*(?:Exception|Error|Throwable|异常|错误))`;

/** Java, Kotlin, Scala, Groovy, Clojure: anything that prints as a JVM does. */
export const jvm: Family = {
  name: 'jvm',
  foreign:
    /^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|clojure|akka|play|reactor|io\.(?:netty|vertx|grpc|micrometer|undertow|quarkus|micronaut|ktor|reactivex|lettuce)|rx|org\.(?:apache|springframework|hibernate|jboss|eclipse|junit|gradle|postgresql|codehaus|mockito|slf4j|quartz|glassfish|h2|mariadb|redisson|elasticsearch|aspectj|jooq|flywaydb|opentest4j|testng|mybatis)|com\.(?:zaxxer|mysql|fasterxml|google|mongodb|netflix|intellij|microsoft\.sqlserver|oracle|alibaba\.druid|rabbitmq|datastax|baomidou|squareup)|ch\.qos|okhttp3|retrofit2|redis\.clients|oracle|feign|liquibase|net\.(?:bytebuddy|sf)|app\/\/org\.junit)[./$]/,
  marks: [
    {
      role: 'error',
      re: new RegExp(
        String.raw`^\s*(?:Exception in thread "(?<thread>[^"]*)" )(?:${THROWABLE})?(?:: (?<message>.*)|$)`,
      ),
      gravity: 4,
    },
    {
      role: 'cause',
      re: new RegExp(
        String.raw`^\s*(?:\[CIRCULAR REFERENCE: ?|Caused by: |Suppressed: |Wrapped by: |Root cause: )${THROWABLE}(?:: (?<message>.*)|\s*$)`,
      ),
      gravity: 4,
    },
    { role: 'cause', re: /^\s*(?:Caused by|Suppressed): (?<type>[\w.$]+)(?:: (?<message>.*)|$)/ },
    {
      role: 'frame',
      re: /^\s*at (?:[\w.-]+(?:@[\w.-]*)?\/{1,2})?(?<fn>[\w$.<>\u4e00-\u9fff/-]+)\((?<file>[\w$\u4e00-\u9fff-]+\.(?:java|kt|scala|groovy|clj|kts))(?::(?<line>\d+))?\)/,
    },
    {
      role: 'frame',
      re: /^\s*at (?:[\w.-]+(?:@[\w.-]*)?\/{1,2})?(?<fn>[\w$.<>\u4e00-\u9fff/-]+)\((?:Native Method|Unknown Source|<generated>)\)/,
    },
    { role: 'noise', re: /^\s*\.\.\. \d+ (?:more|common frames omitted)/ },
    { role: 'noise', re: /^\s*(?:- (?:locked|waiting|parking|None)|Locked ownable synchronizers)/ },
    {
      role: 'error',
      re: new RegExp(
        String.raw`^\s*(?:\S{0,40}: )?${THROWABLE}(?<!\.(?:com|org|net|io|local|internal|html?|json|ya?ml|xml|log|txt|sql|java|py|js|ts|go|conf|cfg|sh))(?:: (?<message>.*)|\s*$)`,
      ),
      gravity: 4,
      after: ['start'],
    },
    {
      role: 'error',
      re: /^\s*(?<type>(?:[a-z]\w*\.)+[A-Z][\w$]*(?:Exception|Error|Throwable|Failure|Fault)\w*)(?:: ?(?<message>.*)|\s*$)/,
      gravity: 4,
    },
    {
      role: 'error',
      re: /^\s*(?<type>(?:[a-z]\w*\.)+[\w$]*[\u4e00-\u9fff]+[\w$\u4e00-\u9fff]*)(?:[:：] ?(?<message>.*)|\s*$)/,
      gravity: 4,
    },
    { role: 'error', re: /^APPLICATION FAILED TO START/, gravity: 5 },
    {
      role: 'error',
      re: /^Found one Java-level deadlock:|^# A fatal error has been detected by the Java Runtime/,
      gravity: 5,
    },
    { role: 'detail', re: /^"[^"]+":$|^\s+waiting (?:to lock|for)|^\s+which is held by/, within: true },
    { role: 'section', re: /^(?:Description|Action):\s*$/, within: true },
  ],
};

/** Maven, Gradle, sbt, Surefire, javac. */
export const jvmBuild: Family = {
  name: 'jvmBuild',
  separate: true,
  foreign: /^(?:org\.(?:junit|apache|gradle)|java|jdk|sun)\./,
  marks: [
    { role: 'detail', re: /^(?:\[ERROR\] )?\[Help \d\] \S/ },
    { role: 'error', re: /^(?:\[ERROR\] )?Failed to execute goal (?<message>.*)/, gravity: 5 },
    {
      role: 'noise',
      re: /^(?:\[(?:ERROR|INFO)\] ?)?(?:To see the full stack trace.*|Re-run Maven using.*|Please refer to .*|For more information about the errors.*|After correcting the problems.*|-> \[Help \d\]|.*mvn <args> -rf.*)?$/,
    },
    { role: 'summary', re: /^(?:\[(?:ERROR|INFO)\] )?(?:BUILD FAILURE|BUILD FAILED.*)$/, gravity: 4 },
    {
      role: 'summary',
      re: /^(?:\[ERROR\] )?Tests run: \d+, Failures: \d+.*(?:<<< (?:FAILURE|ERROR)!.*)?$/,
      gravity: 3,
    },
    {
      role: 'error',
      re: /^(?:\[ERROR\] )(?<file>[^\s:]+\.(?:java|kt|scala|groovy)):\[(?<line>\d+),\d+\] (?<message>.*)/,
      gravity: 4,
    },
    {
      role: 'error',
      re: /^(?:\[ERROR\] +)(?<fn>[\w.$]{1,200}(?::\d+)?) (?<message>.*(?:»|expected|<<<).*)/,
      gravity: 4,
    },
    { role: 'error', re: /^(?:\[ERROR\] |\[error\] )(?<message>\S.*)/, gravity: 4 },
    {
      role: 'error',
      re: /^(?<file>[^\s:]+\.(?:java|kt|scala)):(?<line>\d+)(?::\d+)?: (?:error|错误): (?<message>.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^e: (?:file:\/\/)?(?<file>[^\s:]+):(?<line>\d+):\d+:? (?<message>.*)/, gravity: 4 },
    { role: 'section', re: /^\* (?:What went wrong|Where|Exception is|Try):/, gravity: 4 },
    { role: 'error', re: /^Execution failed for task '(?<fn>[^']+)'/, gravity: 4 },
    { role: 'detail', re: /^\s*> (?!Task|Run with|Get more|Configure)\S.*/ },
    { role: 'section', leads: true, re: /^> Task (?<fn>:\S+) FAILED|^(?<message>\S+(?: > \S.*)? FAILED)$/, gravity: 4 },
    { role: 'noise', re: /^\s*> (?:Run with|Get more|Task \S+(?: UP-TO-DATE| NO-SOURCE)?)|^\d+ actionable tasks?/ },
    { role: 'detail', re: /^\s+(?:symbol|location|required|found|reason): +\S/ },
    { role: 'summary', re: /^(?:\[INFO\] )?Finished at: /, within: true },
    { role: 'noise', re: /^(?:\[(?:INFO|ERROR)\] )?-{20,}$|^\[INFO\]/ },
  ],
};
