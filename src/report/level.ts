/** How grave a logger says a line is. */

/** 0 unknown, 1 debug, 2 info, 3 warning, 4 error, 5 fatal. */
export type Gravity = 0 | 1 | 2 | 3 | 4 | 5;

const WORDS: Readonly<Record<string, Gravity>> = {
  trace: 1,
  trc: 1,
  debug: 1,
  dbug: 1,
  dbg: 1,
  verbose: 1,
  fine: 1,
  finer: 1,
  finest: 1,
  silly: 1,
  trce: 1,
  config: 2,
  info: 2,
  inf: 2,
  information: 2,
  informational: 2,
  notice: 2,
  log: 2,
  default: 2,
  success: 2,
  normal: 2,
  warn: 3,
  warning: 3,
  wrn: 3,
  error: 4,
  err: 4,
  severe: 4,
  fail: 4,
  failed: 4,
  eror: 4,
  fatal: 5,
  ftl: 5,
  critical: 5,
  crit: 5,
  emerg: 5,
  emergency: 5,
  alert: 5,
  panic: 5,
  dpanic: 5,
  信息: 2,
  调试: 1,
  警告: 3,
  告警: 3,
  错误: 4,
  异常: 4,
  严重: 5,
  致命: 5,
  紧急: 5,
};

/** Upper-case words stand as a level wherever they are in a header, others only where the notation makes it clear. */
export const UPPER_LEVELS =
  'TRACE|TRC|DEBUG|DBG|VERBOSE|FINEST|FINER|FINE|CONFIG|INFO|INF|INFORMATION|NOTICE|WARN|WARNING|WRN|ERROR|ERR|SEVERE|' +
  'FATAL|FTL|CRITICAL|CRIT|EMERG|EMERGENCY|ALERT|PANIC|DPANIC|SUCCESS|信息|调试|警告|告警|错误|异常|严重|致命|紧急';

export const LOWER_LEVELS =
  'trace|debug|verbose|info|notice|warn|warning|error|err|fatal|critical|crit|emerg|alert|panic';

export function gravityOf(level: string): Gravity {
  return WORDS[level] ?? WORDS[level.toLowerCase()] ?? 0;
}

/** The words for what is at least so grave, in lower case. */
export function levelWords(least: Gravity): string[] {
  return Object.keys(WORDS).filter((word) => gravityOf(word) >= least);
}

/** Numbers of pino and bunyan (10 to 60), and of syslog (0 to 7, smaller is graver). */
export function gravityOfNumber(level: number): Gravity {
  if (level >= 10) return level >= 60 ? 5 : level >= 50 ? 4 : level >= 40 ? 3 : level >= 30 ? 2 : 1;
  return level <= 2 ? 5 : level === 3 ? 4 : level === 4 ? 3 : level <= 6 ? 2 : 1;
}
