// Small dense arrays by index: slow and easy to read, for a few hundred numbers.

/** A tensor of a shape, each element from its indices. */
export function build(shape, element) {
  const data = [];
  const walk = (indices) => {
    if (indices.length === shape.length) data.push(element(...indices));
    else for (let index = 0; index < shape[indices.length]; index++) walk([...indices, index]);
  };
  walk([]);
  return { shape, data };
}

/** The element at some indices. */
export function at({ shape, data }, ...indices) {
  return data[indices.reduce((offset, index, axis) => offset * shape[axis] + index, 0)];
}

/** The same numbers with another first axis in front. */
export const wrap = ({ shape, data }) => ({ shape: [1, ...shape], data });
