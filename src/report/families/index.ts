/** Every family, in the order in which a line's shape is looked for. */
import { compilers } from './compilers.ts';
import { dotnet } from './dotnet.ts';
import type { Family, Mark } from './family.ts';
import { go } from './go.ts';
import { javascript, jsTests } from './javascript.ts';
import { jvm, jvmBuild } from './jvm.ts';
import { native } from './native.ts';
import { php } from './php.ts';
import { pytest, python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { lua, perl, tcl } from './scripting.ts';
import { servers } from './servers.ts';
import { operations, shell } from './shell.ts';

export const FAMILIES: readonly Family[] = [
  python,
  pytest,
  native,
  go,
  rust,
  dotnet,
  php,
  ruby,
  jvm,
  jvmBuild,
  servers,
  operations,
  compilers,
  lua,
  jsTests,
  javascript,
  perl,
  tcl,
  shell,
];

export interface Alarm {
  readonly family: Family;
  readonly mark: Mark;
}

/** The shapes that are trouble by themselves, wherever they stand. */
export const ALARMS: readonly Alarm[] = FAMILIES.flatMap((family) =>
  family.marks
    .filter((mark) => mark.gravity !== undefined && mark.within !== true && mark.after === undefined)
    .map((mark) => ({ family, mark })),
);
