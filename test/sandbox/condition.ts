interface NamedFilter {
  readonly name?: string | undefined;
}

/**
 * What a list's `condition` means, for example `( f1 & f2) | f3` with the filters' names; without one all filters must
 * fit. `&` binds closer. Undefined when it cannot be read or names no filter.
 */
export function compileCondition<T, F extends NamedFilter>(
  condition: string | undefined,
  filters: readonly F[],
  fits: (item: T, filter: F) => boolean,
): ((item: T) => boolean) | undefined {
  if (condition === undefined) {
    return (item) => filters.every((filter) => fits(item, filter));
  }
  const tokens = condition.match(/[()&|]|[^()&|\s]+/g) ?? [];
  let at = 0;
  const next = (): string | undefined => tokens[at++];

  function either(): (item: T) => boolean {
    let left = both();
    while (tokens[at] === '|') {
      at += 1;
      const [one, other] = [left, both()];
      left = (item) => one(item) || other(item);
    }
    return left;
  }

  function both(): (item: T) => boolean {
    let left = single();
    while (tokens[at] === '&') {
      at += 1;
      const [one, other] = [left, single()];
      left = (item) => one(item) && other(item);
    }
    return left;
  }

  function single(): (item: T) => boolean {
    const token = next();
    if (token === '(') {
      const inner = either();
      if (next() !== ')') {
        throw new SyntaxError('A bracket is missing.');
      }
      return inner;
    }
    const filter = filters.find(({ name }) => name !== undefined && name === token);
    if (filter === undefined) {
      throw new SyntaxError(`There is no filter ${token}.`);
    }
    return (item) => fits(item, filter);
  }

  try {
    const whole = either();
    return at === tokens.length ? whole : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
