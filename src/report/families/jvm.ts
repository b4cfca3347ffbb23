import type { Family } from './family.ts';
import { cause, detail, error, frame, noise, section, summary } from './family.ts';

const THROWABLE = String.raw`(?<type>(?:[a-z][\w]*\.)+(?:[\w$\u4e00-\u9fff]+)|[A-Z\u4e00-\u9fff][\w$\u4e00-\u9fff]*(?:Exception|Error|Throwable|异常|错误))`;

/** Java, Kotlin, Scala, Groovy, Clojure: anything that prints as a JVM does. */
export const jvm: Family = {
  name: 'jvm',
  foreign:
    /^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|clojure|akka|play|reactor|io\.(?:netty|vertx|grpc|micrometer|undertow|quarkus|micronaut|ktor|reactivex|lettuce)|rx|org\.(?:apache|springframework|hibernate|jboss|eclipse|junit|gradle|postgresql|codehaus|mockito|slf4j|quartz|glassfish|h2|mariadb|redisson|elasticsearch|aspectj|jooq|flywaydb|opentest4j|testng|mybatis)|com\.(?:zaxxer|mysql|fasterxml|google|mongodb|netflix|intellij|microsoft\.sqlserver|oracle|alibaba\.druid|rabbitmq|datastax|baomidou|squareup)|ch\.qos|okhttp3|retrofit2|redis\.clients|oracle|feign|liquibase|net\.(?:bytebuddy|sf)|app\/\/org\.junit)[./$]/,
  marks: [
    error(new RegExp(String.raw`^\s*(?:Exception in thread "[^"]*" )(?:${THROWABLE})?(?:: (?<message>.*)|$)`), 4),
    cause(
      new RegExp(
        String.raw`^\s*(?:\[CIRCULAR REFERENCE: ?|Caused by: |Suppressed: |Wrapped by: |Root cause: )${THROWABLE}(?:: (?<message>.*)|\s*$)`,
      ),
      4,
    ),
    cause(/^\s*(?:Caused by|Suppressed): (?<type>[\w.$]+)(?:: (?<message>.*)|$)/),
    frame(
      /^\s*at (?:[\w.-]+(?:@[\w.-]*)?\/{1,2})?(?<fn>[\w$.<>\u4e00-\u9fff/-]+)\((?<file>[\w$\u4e00-\u9fff-]+\.(?:java|kt|scala|groovy|clj|kts))(?::(?<line>\d+))?\)/,
    ),
    frame(
      /^\s*at (?:[\w.-]+(?:@[\w.-]*)?\/{1,2})?(?<fn>[\w$.<>\u4e00-\u9fff/-]+)\((?:Native Method|Unknown Source|<generated>)\)/,
    ),
    noise(/^\s*\.\.\. \d+ (?:more|common frames omitted)/),
    noise(/^\s*(?:- (?:locked|waiting|parking|None)|Locked ownable synchronizers)/),
    error(
      new RegExp(
        String.raw`^\s*(?:\S{0,40}: )?${THROWABLE}(?<!\.(?:com|org|net|io|local|internal|html?|json|ya?ml|xml|log|txt|sql|java|py|js|ts|go|conf|cfg|sh))(?:: (?<message>.*)|\s*$)`,
      ),
      { after: ['start'], gravity: 4 },
    ),
    error(
      /^\s*(?<type>(?:[a-z]\w*\.)+[A-Z][\w$]*(?:Exception|Error|Throwable|Failure|Fault)\w*)(?:: ?(?<message>.*)|\s*$)/,
      4,
    ),
    error(/^\s*(?<type>(?:[a-z]\w*\.)+[\w$]*[\u4e00-\u9fff]+[\w$\u4e00-\u9fff]*)(?:[:：] ?(?<message>.*)|\s*$)/, 4),
    error(/^APPLICATION FAILED TO START/, 5),
    error(/^Found one Java-level deadlock:|^# A fatal error has been detected by the Java Runtime/, 5),
    detail(/^"[^"]+":$|^\s+waiting (?:to lock|for)|^\s+which is held by/, { within: true }),
    section(/^(?:Description|Action):\s*$/, { within: true }),
  ],
};

/** Maven, Gradle, sbt, Surefire, javac. */
export const jvmBuild: Family = {
  name: 'jvmBuild',
  separate: true,
  foreign: /^(?:org\.(?:junit|apache|gradle)|java|jdk|sun)\./,
  marks: [
    detail(/^(?:\[ERROR\] )?\[Help \d\] \S/),
    error(/^(?:\[ERROR\] )?Failed to execute goal (?<message>.*)/, 5),
    noise(
      /^(?:\[(?:ERROR|INFO)\] ?)?(?:To see the full stack trace.*|Re-run Maven using.*|Please refer to .*|For more information about the errors.*|After correcting the problems.*|-> \[Help \d\]|.*mvn <args> -rf.*)?$/,
    ),
    summary(/^(?:\[(?:ERROR|INFO)\] )?(?:BUILD FAILURE|BUILD FAILED.*)$/, 4),
    summary(/^(?:\[ERROR\] )?Tests run: \d+, Failures: \d+.*(?:<<< (?:FAILURE|ERROR)!.*)?$/, 3),
    error(/^(?:\[ERROR\] )(?<file>[^\s:]+\.(?:java|kt|scala|groovy)):\[(?<line>\d+),\d+\] (?<message>.*)/, 4),
    error(/^(?:\[ERROR\] +)(?<fn>[\w.$]{1,200}(?::\d+)?) (?<message>.*(?:»|expected|<<<).*)/, 4),
    error(/^(?:\[ERROR\] |\[error\] )(?<message>\S.*)/, 4),
    error(/^(?<file>[^\s:]+\.(?:java|kt|scala)):(?<line>\d+)(?::\d+)?: (?:error|错误): (?<message>.*)/, 4),
    error(/^e: (?:file:\/\/)?(?<file>[^\s:]+):(?<line>\d+):\d+:? (?<message>.*)/, 4),
    section(/^\* (?:What went wrong|Where|Exception is|Try):/, 4),
    error(/^Execution failed for task '(?<fn>[^']+)'/, 4),
    detail(/^\s*> (?!Task|Run with|Get more|Configure)\S/),
    section(/^> Task (?<fn>:\S+) FAILED|^(?<message>\S+(?: > \S.*)? FAILED)$/, { leads: true, gravity: 4 }),
    noise(/^\s*> (?:Run with|Get more|Task \S+(?: UP-TO-DATE| NO-SOURCE)?)|^\d+ actionable tasks?/),
    detail(/^\s+(?:symbol|location|required|found|reason): +\S/),
    summary(/^(?:\[INFO\] )?Finished at: /, { within: true }),
    noise(/^(?:\[(?:INFO|ERROR)\] )?-{20,}$|^\[INFO\]/),
  ],
};
