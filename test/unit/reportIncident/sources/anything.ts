import fc from 'fast-check';

/** Objects with the names that a reader looks for, holding what nobody of good will hands over. */
export function hostileValues(names: readonly string[]): fc.Arbitrary<unknown> {
  const plain = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.constantFrom(null, undefined, true, Number.NaN, 2 ** 53, () => fail(), [], [[]], new Array(2 ** 32 - 1)),
    fc.anything({ maxDepth: 1, withNullPrototype: true, withSparseArray: true }),
    // fast-check itself looks whether values have certain symbols, so only reading throws.
    fc.constant(new Proxy({}, { get: () => fail() })),
  );
  const objects = (values: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom(...names), values, { minKeys: 1, maxKeys: 4 });
  const inner = objects(plain);
  const outer = objects(fc.oneof(plain, inner, fc.array(inner, { maxLength: 2 })));
  return objects(fc.oneof(plain, outer, fc.array(outer, { maxLength: 2 })));
}

function fail(): never {
  throw new Error('gotcha');
}
