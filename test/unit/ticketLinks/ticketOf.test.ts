import assert from 'node:assert/strict';
import { isInAddress } from '../../../src/features/ticketLinks/inAddress.ts';
import { ticketOf } from '../../../src/platform/ticketOf.ts';

const HERE = 'https://coc.example.com';
const THERE = 'https://coc-intl.example.com';
const NUMBER = 'IM202403221515060171753781';
const key = (origin: string) => ({ origin, incidentNum: NUMBER });

suite('the ticket that a number stands for', () => {
  test('is that of the present site where it is tracked there', () => {
    for (const tracked of [
      [key(HERE), key(THERE)],
      [key(THERE), key(HERE)],
    ])
      assert.deepEqual(ticketOf(tracked, HERE)(NUMBER), key(HERE));
  });

  test('is else one that is tracked at another site', () => {
    assert.deepEqual(ticketOf([key(THERE)], HERE)(NUMBER), key(THERE));
    assert.deepEqual(ticketOf([key(THERE)], undefined)(NUMBER), key(THERE));
  });

  test('is else that of the present site, if one is known', () => {
    assert.deepEqual(ticketOf([], HERE)(NUMBER), key(HERE));
    assert.equal(ticketOf([], undefined)(NUMBER), undefined);
  });
});

suite('a ticket number in an address', () => {
  const inside = (text: string) => isInAddress(text, text.indexOf(NUMBER));

  test('is part of it', () => {
    for (const text of [
      `https://coc.example/incident/${NUMBER}`,
      `see (http://127.0.0.1:80/?id=${NUMBER}&x=1)`,
      `file:///tmp/${NUMBER}.log`,
    ])
      assert.equal(inside(text), true, text);
  });

  test('beside one is not', () => {
    for (const text of [
      NUMBER,
      `/tmp/${NUMBER}.log`,
      `https://coc.example ${NUMBER}`,
      `[COC](https://coc.example)${NUMBER}`,
      `地址https://coc.example，${NUMBER}`,
      `://${NUMBER}`,
      `a${' '.repeat(400)}${NUMBER}`,
    ])
      assert.equal(inside(text), false, text);
  });
});
