import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  clip,
  escapeMarkdown,
  localTime,
  markdownCode,
  oneLine,
  plain,
  relativeTime,
  timeAgo,
} from '../../../src/platform/text.ts';
import { HOSTILE_TEXTS } from '../tickets/hostileTexts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = 1_773_811_323_000;

/** Letters, digits and what is not ASCII as they are, everything else as a reference, lines by hard breaks. */
const NO_MARKUP = /^(?:[A-Za-z0-9\u0080-\uffff]|&#\d{2,3};| {2}\n(?=.))*$/;

/** What a reader of the Markdown sees. */
function decode(markdown: string): string {
  return markdown.replaceAll('  \n', '\n').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

suite('text in Markdown', () => {
  for (const text of HOSTILE_TEXTS) {
    test(`shows its characters and nothing else: ${JSON.stringify(text)}`, () => {
      assert.match(escapeMarkdown(text), NO_MARKUP);
    });
  }

  test('there are at least forty hostile texts', () => {
    assert.ok(HOSTILE_TEXTS.length >= 40);
  });

  test('never holds markup, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        assert.match(escapeMarkdown(text), NO_MARKUP);
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps every printable character and every line', () => {
    const printable = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() !== '' && !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1 }), (lines) => {
        const clean = lines.map((line) => line.replace(/[\u2028\u2029]/g, ''));
        fc.pre(clean.every((line) => line.trim() !== ''));
        assert.equal(decode(escapeMarkdown(clean.join('\n'))), clean.join('\n'));
      }),
    );
  });

  test('does not end its paragraph at an empty line', () => {
    assert.equal(escapeMarkdown('a\n\n \nb'), 'a  \n&#160;  \n&#160;  \nb');
  });
});

suite('text in a notification', () => {
  /** As VS Code finds links in a message. */
  const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

  for (const text of HOSTILE_TEXTS) {
    test(`becomes no link: ${JSON.stringify(text)}`, () => {
      assert.doesNotMatch(plain(text), LINK);
      assert.doesNotMatch(plain(text), /\n|\]\(/);
    });
  }

  test('stays as it is where it holds no link', () => {
    assert.equal(plain('IOError [Errno 28] (disk full)'), 'IOError [Errno 28] (disk full)');
  });
});

suite('text as Markdown code', () => {
  test('cannot be ended by the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\n', '[', '<') }), (text) => {
        const code = markdownCode(text);
        const fence = /^`+/.exec(code)?.[0] ?? '';
        assert.ok(fence !== '' && code.endsWith(fence) && !code.includes('\n'));
        const runs = code.slice(fence.length, code.length - fence.length).match(/`+/g) ?? [];
        assert.ok(text.trim() === '' || runs.every((run) => run.length !== fence.length), code);
      }),
    );
  });
});

suite('text on one line', () => {
  test('has single spaces for line breaks and control characters', () => {
    assert.equal(oneLine(' a\r\n\tb\u2029c\u0000\u0085d  e '), 'a b c d e');
  });

  test('is cut between characters, and says so', () => {
    assert.equal(clip('abc', 3), 'abc');
    assert.equal(clip('abcd', 3), 'ab…');
    assert.equal(clip('a😀b', 3), 'a…');
  });
});

suite('times', () => {
  const ages = (language: string) =>
    [0, 59_000, 12 * MINUTE, HOUR, 47 * HOUR, 3 * DAY, 90 * DAY, 900 * DAY].map((age) =>
      relativeTime(NOW - age, NOW, language),
    );

  test('read as an age in the display language', () => {
    assert.deepEqual(ages('en'), ['now', 'now', '12 min', '1 hr', '47 hr', '3 days', '2 mths', '2 yrs']);
    assert.deepEqual(ages('zh'), ['现在', '现在', '12分钟', '1小时', '47小时', '3天', '2个月', '2年']);
  });

  test('of a clock that is ahead count as now', () => {
    assert.equal(relativeTime(NOW + HOUR, NOW, 'en'), 'now');
  });

  test('tell their direction in words', () => {
    assert.equal(timeAgo(NOW - 2 * MINUTE, NOW, 'en'), '2 minutes ago');
    assert.equal(timeAgo(NOW + 3 * HOUR, NOW, 'en'), 'in 3 hours');
    assert.equal(timeAgo(NOW, NOW, 'zh'), '刚刚');
  });

  test('that no calendar has are shown as they came', () => {
    assert.equal(localTime(1e20, 'en'), '100000000000000000000');
    assert.match(localTime(NOW, 'en'), /2026/);
  });
});
