import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ask } from '../../../src/features/account/ask.ts';
import { boxes, type InputBox } from '../vscodeStub.ts';

async function box(number: number): Promise<InputBox> {
  while (boxes.length < number) await nextTurn();
  return boxes[number - 1] ?? assert.fail();
}

async function answer(number: number, value: string): Promise<InputBox> {
  const present = await box(number);
  present.value = value;
  present.tell('accept');
  await nextTurn();
  return present;
}

suite('questions one after the other', () => {
  test('give all answers, without the blanks around them but where these belong to one', async () => {
    const asked = ask('Sign In', [{ prompt: 'User' }, { prompt: 'Password', isSecret: true, isVerbatim: true }]);
    assert.equal((await answer(1, ' zhang.wei\n')).password, false);
    assert.equal((await answer(2, ' pass word ')).password, true);
    assert.deepEqual(await asked, ['zhang.wei', ' pass word ']);
  });

  test('can be gone back through, and what was typed is there again', async () => {
    const asked = ask('Sign In', [{ prompt: 'Account', value: 'known' }, { prompt: 'User' }]);
    assert.equal((await box(1)).value, 'known');
    await answer(1, 'one');
    const second = await box(2);
    second.value = 'half';
    second.tell('button');
    assert.equal((await box(3)).value, 'one');
    await answer(3, 'two');
    assert.equal((await box(4)).value, 'half');
    await answer(4, 'whole');
    assert.deepEqual(await asked, ['two', 'whole']);
  });

  test('end with Escape, whatever was answered before', async () => {
    const asked = ask('Sign In', [{ prompt: 'Account' }, { prompt: 'User' }]);
    await answer(1, 'one');
    (await box(2)).hide();
    assert.equal(await asked, undefined);
  });

  test('stay open with what is wrong until something changes, and judge an answer by those before it', async () => {
    const asked = ask('Sign In', [
      { prompt: 'Account' },
      { prompt: 'User', check: (user, [account]) => (user === account ? 'The same as the account' : undefined) },
    ]);
    await answer(1, 'one');
    const second = await answer(2, 'one');
    assert.deepEqual([second.isOpen, second.validationMessage], [true, 'The same as the account']);
    second.tell('change');
    assert.equal(second.validationMessage, undefined);
    await answer(2, 'other');
    assert.deepEqual(await asked, ['one', 'other']);
  });

  test('cannot be gone back from, nor be answered twice, while an answer is judged', async () => {
    let judged = 0;
    let judge: (problem?: string) => void = () => undefined;
    const check = () => {
      judged += 1;
      return new Promise<string | undefined>((resolve) => {
        judge = resolve;
      });
    };
    const asked = ask('Sign In', [{ prompt: 'Account' }, { prompt: 'Password', check }]);
    await answer(1, 'one');
    const second = await answer(2, 'first');
    assert.equal(second.busy, true);
    second.tell('accept');
    second.tell('button');
    await nextTurn();
    assert.deepEqual([boxes.length, judged], [2, 1]);
    judge();
    assert.deepEqual(await asked, ['one', 'first']);
  });

  test('fail with what their judge fails with, and leave no box open', async () => {
    const check = () => Promise.reject(new Error('broken'));
    const failed = assert.rejects(ask('Sign In', [{ prompt: 'Token', check }]), /broken/);
    const only = await answer(1, 'x');
    await failed;
    assert.equal(only.isOpen, false);
  });
});
