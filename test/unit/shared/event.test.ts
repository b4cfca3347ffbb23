import assert from 'node:assert/strict';
import { Emitter } from '../../../src/shared/event.ts';

suite('events', () => {
  test('listeners are told in their order until they are disposed', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>();
    const first = emitter.event((value) => heard.push(`first ${value}`));
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire('a');
    first.dispose();
    emitter.fire('b');
    assert.deepEqual(heard, ['first a', 'second a', 'second b']);
  });

  test('the same function registered twice is told twice', () => {
    let count = 0;
    const emitter = new Emitter<void>();
    const listener = () => {
      count += 1;
    };
    emitter.event(listener);
    emitter.event(listener).dispose();
    emitter.fire();
    assert.equal(count, 1);
  });

  test('a listener that throws does not keep the next one from hearing', () => {
    let heard = false;
    const emitter = new Emitter<void>();
    emitter.event(() => {
      throw new Error('broken');
    });
    emitter.event(() => {
      heard = true;
    });
    assert.throws(() => emitter.fire(), { message: 'broken' });
    assert.ok(heard);
  });
});
