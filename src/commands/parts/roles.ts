import type { Groups } from "../../data/group.ts";
import { cellText, groupRows } from "../../data/group.ts";
import { type Column, type Note, numbersOf, type Table } from "../../data/table.ts";
import { OptionError, show } from "../../errors.ts";
import type { OptionValues } from "../../option.ts";
import { askedColumns, chooseTarget, chooseTime, numbersRows, refuseAlmostTimes } from "./columns.ts";
import { chooseIds } from "./ids.ts";
import { rowForm } from "./row-form.ts";

/** Which column plays which role. */

export type Role = "time" | "id" | "target" | "known" | "past" | "static";

/** A column of the file and the role it plays; several columns can play one role. */
export interface ReadRole {
  readonly role: Role;
  readonly column: string;
  /** False when a flag named it. */
  readonly guessed: boolean;
}

/** How the file holds its series: one; `long`, an id column and several rows a time; `wide`, a series a column; `rows`, a series a row (M4). */
export type DataForm = "single" | "long" | "wide" | "rows";

export type RoleOptions = OptionValues<"time" | "id" | "target" | "known" | "past" | "static" | "every">;

export interface Chosen {
  readonly form: DataForm;
  readonly columns: Readonly<Record<Role, readonly Column[]>>;
  readonly roles: readonly ReadRole[];
  readonly groups: Groups;
}

const noRoles = { time: undefined, id: undefined, target: undefined, known: undefined, past: undefined, static: undefined };

const order: readonly Role[] = ["time", "id", "target", "known", "past", "static"];

/**
 * Roles as asked, and guessed where plain: what each series has one of is static; what has values on the rows ahead is known. Other columns are left
 * unused, and said. Throws OptionError `column-unknown`, `column-unclear`, `column-twice`.
 */
export function chooseRoles(table: Table, given: RoleOptions, notes: Note[]): Chosen {
  const taken = new Map<string, Role>();
  const found = new Map<Role, readonly Column[]>();
  const put = (role: Role, columns: readonly Column[]) => {
    for (const { name } of columns) {
      const other = taken.get(name);
      if (other !== undefined) throw twice(name, role, other);
      taken.set(name, role);
    }
    found.set(role, columns);
  };
  const noId = given.id === "none" && !table.columns.some(({ name }) => name === "none");
  const asked: Readonly<Record<Role, string | undefined>> = { ...noRoles, ...given };
  if (noId) put("id", []);
  // Patterns come last, so that they leave out what is named.
  for (const pattern of [false, true]) {
    for (const role of order) {
      const text = role === "id" && noId ? undefined : asked[role];
      if (text === undefined || text.includes("*") !== pattern) continue;
      const columns = askedColumns(table, text, `--${role}`, new Set(taken.keys()));
      put(role, role === "time" ? columns.slice(0, 1) : columns);
    }
  }
  if (!found.has("time")) {
    const rest = withoutTaken(table, taken);
    const time = chooseTime(rest, undefined);
    if (time === undefined) refuseAlmostTimes(rest);
    put("time", time === undefined ? [] : [time]);
  }
  const [time] = found.get("time") ?? [];
  const row = time === undefined && given.target === undefined ? rowForm(table, found.get("id")) : undefined;
  if (row !== undefined) {
    found.delete("id");
    for (const { name } of row.ids) taken.delete(name);
    put("id", row.ids);
    put("target", row.values);
    if (!found.has("static")) put("static", row.static);
    const columns = { time: [], known: [], past: [], id: row.ids, target: row.values, static: found.get("static") ?? [] };
    const roles = [
      ...row.ids.map(({ name }) => ({ role: "id" as const, column: name, guessed: given.id === undefined })),
      ...columns.static.map(({ name }) => ({ role: "static" as const, column: name, guessed: given.static === undefined })),
    ];
    return { form: "rows", columns, roles, groups: groupRows(row.ids, table.rows) };
  }
  if (!found.has("id")) put("id", chooseIds(table, time, new Set(taken.keys()), given.every !== undefined));
  if (!found.has("target")) put("target", [chooseTarget(table, new Set(taken.keys()), notes)]);
  for (const { name } of found.get("target") ?? []) numbersOf(table, name);
  const columns = (role: Role) => found.get(role) ?? [];
  const groups = groupRows(columns("id"), table.rows);
  const rest = () => table.columns.filter((column) => !taken.has(column.name) && isFree(column));
  if (given.static === undefined) put("static", groups.rows.length < 2 ? [] : rest().filter((column) => tellsGroups(column, groups)));
  if (given.known === undefined) {
    const ahead = futureRows(time, columns("target"), groups);
    const isKnown = (column: Column) => ahead.every((at) => cellText(column, at) !== "") && groupRows([column], table.rows).rows.length > 1;
    put("known", ahead.length === 0 ? [] : rest().filter(isKnown));
  }
  noteUnused(rest(), groups, notes);
  return {
    form: columns("target").length > 1 ? "wide" : columns("id").length > 0 ? "long" : "single",
    columns: Object.fromEntries(order.map((role) => [role, columns(role)])) as unknown as Chosen["columns"],
    roles: order.flatMap((role) => columns(role).map(({ name }) => ({ role, column: name, guessed: asked[role] === undefined }))),
    groups,
  };
}

/** Something that a role could use: not empty, no second time, not a number of the row. */
function isFree(column: Column): boolean {
  return column.missing < column.values.length && column.kind !== "time" && !(column.kind === "number" && numbersRows(column));
}

function withoutTaken(table: Table, taken: ReadonlyMap<string, Role>): Table {
  return { ...table, columns: table.columns.filter(({ name }) => !taken.has(name)) };
}

function twice(name: string, role: Role, other: Role): OptionError {
  return new OptionError({
    code: "column-twice",
    where: `invalid --${role}`,
    expected: "a column without another role",
    got: `${show(name)}, which is --${other} too`,
    fields: { flag: `--${role}`, column: name, other: `--${other}` },
  });
}

/** Rows after the last one in which a series has a value of a target. */
function futureRows(time: Column | undefined, targets: readonly Column[], { rows }: Groups): number[] {
  const at = (row: number) => (time === undefined || time.kind === "text" ? row : time.values[row]);
  const observed = (row: number) => targets.some((column) => column.kind === "number" && !Number.isNaN(column.values[row]));
  return rows.flatMap((group) => {
    let last = -Infinity;
    for (const row of group) if (observed(row)) last = Math.max(last, at(row));
    return last === -Infinity ? [] : Array.from(group.filter((row) => at(row) > last));
  });
}

/** A text that each series has one of, and that some series share. */
function tellsGroups(column: Column, { rows }: Groups): boolean {
  if (column.kind !== "text") return false;
  const values = new Set<string>();
  for (const group of rows) {
    const first = column.values[group.find((row) => column.values[row] !== "") ?? group[0]];
    if (first === "" || !group.every((row) => column.values[row] === first || column.values[row] === "")) return false;
    values.add(first);
  }
  return values.size > 1 && values.size < rows.length;
}

function noteUnused(rest: readonly Column[], { rows }: Groups, notes: Note[]): void {
  if (rest.length === 0) return;
  const constant = (column: Column) => rows.every((group) => group.every((row) => cellText(column, row) === cellText(column, group[0])));
  const flags = new Set(rest.map((column) => (rows.length > 1 && constant(column) ? "--static" : "--known, --past")));
  notes.push({ code: "columns-unused", fields: { columns: rest.map(({ name }) => name).join(", "), flags: [...flags].sort().join(", ") } });
}
