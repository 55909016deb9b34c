/** Where a unit's nodes and wires stand: along the page, or down it on a phone and where the page is too narrow. */
import { type Point, symbolWidth } from "./draw.ts";
import type { Sheet } from "./frame.ts";
import { type Layered, layered, type Vertex } from "./layers.ts";
import { type Extent, type Place, type Routed, routed } from "./route.ts";
import type { UnitGraph, UnitNode } from "./unit-graph.ts";

export const textSize = 15;
const round = new Set(["add", "subtract", "multiply", "divide", "matmul"]);

/** Width and height of a node. */
export function sizeOf({ kind, sign, op, gate }: UnitNode): { width: number; height: number } {
  const text = symbolWidth(sign, textSize);
  if (kind !== "op") return { width: Math.max(30, text + 8), height: 26 };
  if (gate !== undefined) return { width: Math.max(42, text + 16, symbolWidth(gate, textSize) + 16), height: 46 };
  const bare = op !== undefined && round.has(op) && text < 14;
  return bare ? { width: 26, height: 26 } : { width: Math.max(34, text + 16), height: 30 };
}

export interface UnitLayout {
  readonly order: Layered;
  readonly routes: Routed;
  /** A place of the layout on the sheet. */
  spot(place: Place): Point;
  /** Corners of the unit's ground: all but what comes in and goes out. */
  readonly ground: readonly [Point, Point];
  readonly width: number;
  readonly bottom: number;
}

/** Pixels of each row: neighbours of a layer stand 12 apart, whole rows `least`; stretched towards `room`, half as much again at most. */
function placesOf({ layers }: Layered, extents: readonly Extent[], least: number, room: number): Map<number, number> {
  const half = ({ passing, node }: Vertex): number => (passing ? 4 : extents[node].across / 2);
  const rows = [...new Set(layers.flat().map(({ row }) => row))].sort((a, b) => a - b);
  const places = new Map<number, number>();
  for (const [k, row] of rows.entries()) {
    let place = k === 0 ? 0 : (places.get(rows[k - 1]) as number) + least * (row - rows[k - 1]);
    for (const layer of layers) {
      const low = layer.findIndex((vertex) => vertex.row === row);
      if (low > 0) place = Math.max(place, (places.get(layer[low - 1].row) as number) + half(layer[low - 1]) + half(layer[low]) + 12);
    }
    places.set(row, place);
  }
  const last = places.get(rows[rows.length - 1]) as number;
  const stretch = last === 0 ? 1 : Math.max(1, Math.min(1.5, room / last));
  return new Map([...places].map(([row, place]) => [row, place * stretch]));
}

/** Lays the graph out on a sheet. */
export function laidOut(graph: UnitGraph, sheet: Sheet): UnitLayout {
  const order = layered({
    count: graph.nodes.length,
    edges: graph.edges.map(({ from, to }) => [from, to]),
    first: graph.nodes.flatMap(({ kind }, k) => (kind === "in" ? [k] : [])),
    last: graph.nodes.flatMap(({ kind }, k) => (kind === "out" ? [k] : [])),
    lines: graph.lines,
    light: graph.nodes.length - 1,
  });
  const room = sheet.right - sheet.left;
  const along = sheet.narrow ? undefined : oriented(order, graph, sheet, false);
  return along !== undefined && along.routes.length < 1.2 * room ? along : oriented(order, graph, sheet, true);
}

function oriented(order: Layered, graph: UnitGraph, { left, right, top, narrow }: Sheet, down: boolean): UnitLayout {
  const room = right - left;
  const extents = graph.nodes.map((node): Extent => {
    const { width, height } = sizeOf(node);
    return down ? { along: height, across: width } : { along: width, across: height };
  });
  const places = placesOf(order, extents, down ? 40 : 54, down ? room - 64 : 0);
  const place = (row: number): number => places.get(row) as number;
  const routes = routed(order, extents, place, down ? 0 : room);
  const bounds = order.layers.flat().map(({ row, node, passing }) => [place(row), passing ? 0 : extents[node].across / 2]);
  const low = Math.min(...bounds.map(([middle, half]) => middle - half)) - 8;
  const high = Math.max(...bounds.map(([middle, half]) => middle + half)) + 8;
  const width = Math.max(room, down ? high - low : routes.length);
  // In the middle of the sheet.
  const [x, y] = down ? [left + (width - (high - low)) / 2 - low, top + 8] : [left + (width - routes.length) / 2, top + 4 - low];
  const spot = ([far, across]: Place): Point => (down ? [x + across, y + far] : [x + far, y + across]);
  const [from, to] = routes.inner;
  const ground = [spot([from, low]), spot([to, high])] as const;
  const tall = narrow || down ? routes.length : high;
  return { order, routes, spot, ground, width: 2 * left + width, bottom: y + tall + 6 };
}
