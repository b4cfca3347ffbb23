/** Undici's index, which these types are of, writes the dispatcher of the whole process by merely being loaded. */
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici';
  export = Agent;
}
