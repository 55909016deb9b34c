// An ONNX model of one recurrent layer, its protobuf bytes written by hand: field numbers are those of onnx.proto3.
const gates = { rnn: [0], lstm: [0, 3, 1, 2], gru: [1, 0, 2] };

function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

const number = (field, value) => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field, value) => {
  const body = typeof value === "string" ? Buffer.from(value) : value;
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
};
const message = (...fields) => Buffer.concat(fields.flat());

/** [G·H, n] in PyTorch's order of gates to ONNX's: LSTM i o f c, GRU z r h. */
export function reorder(cell, { shape: [rows, n = 1], data }) {
  const order = gates[cell];
  const H = rows / order.length;
  const out = new Float32Array(rows * n);
  order.forEach((from, to) => {
    out.set(data.subarray(from * H * n, (from + 1) * H * n), to * H * n);
  });
  return out;
}

const tensor = (name, dims, data) =>
  message(
    dims.map((dim) => number(1, dim)),
    number(2, 1),
    bytes(8, name),
    bytes(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );

const value = (name, dims) => {
  const shape = message(dims.map((dim) => bytes(1, number(1, dim))));
  return message(bytes(1, name), bytes(2, bytes(1, message(number(1, 1), bytes(2, shape)))));
};

const integer = (name, given) => message(bytes(1, name), number(3, given), number(20, 2));

/** The model's bytes: X [T, B, I] (and the states) → Y [T, 1, B, H] and the final states. */
export function model({ cell, size: [B, T, I, H], weights, states }) {
  const { weight_ih_l0: ih, weight_hh_l0: hh, bias_ih_l0: bi, bias_hh_l0: bh } = weights;
  const G = gates[cell].length * H;
  const bias = new Float32Array([...reorder(cell, bi), ...reorder(cell, bh)]);
  const initial = states ? (cell === "lstm" ? ["h0", "c0"] : ["h0"]) : [];
  const finals = cell === "lstm" ? ["h", "c"] : ["h"];
  const attributes = [integer("hidden_size", H), ...(cell === "gru" ? [integer("linear_before_reset", 1)] : [])];
  const node = message(
    ["X", "W", "R", "B", ...(states ? ["", ...initial] : [])].map((name) => bytes(1, name)),
    ["Y", ...finals].map((name) => bytes(2, name)),
    bytes(4, cell.toUpperCase()),
    attributes.map((attribute) => bytes(5, attribute)),
  );
  const graph = message(
    bytes(1, node),
    bytes(2, "layer"),
    bytes(5, tensor("W", [1, G, I], reorder(cell, ih))),
    bytes(5, tensor("R", [1, G, H], reorder(cell, hh))),
    bytes(5, tensor("B", [1, 2 * G], bias)),
    bytes(11, value("X", [T, B, I])),
    initial.map((name) => bytes(11, value(name, [1, B, H]))),
    bytes(12, value("Y", [T, 1, B, H])),
    finals.map((name) => bytes(12, value(name, [1, B, H]))),
  );
  return message(number(1, 8), bytes(7, graph), bytes(8, message(bytes(1, ""), number(2, 14))));
}
