/** Whose workspace is which. */
import type { Backend } from "./backend.ts";
import { Workspace } from "./workspace.ts";

/** A pool of workspaces, small because each engine reserves much address space for one memory. The least recently used is taken over. */
const poolLimit = 8;
const pools = new Map<Backend, { workspace: Workspace; owner: WeakRef<Owner> }[]>();

/** Who holds a workspace: told to copy out what is newer there before another takes it over. */
export interface Owner {
  evicted(): void;
}

/** The workspace of an owner: its own, or a new one, or the least recently used one of another. */
export function workspaceOf(owner: Owner, backend: Backend): Workspace {
  const pool = pools.get(backend) ?? [];
  pools.set(backend, pool);
  const own = pool.findIndex((entry) => entry.owner.deref() === owner);
  let entry = own >= 0 ? pool.splice(own, 1)[0] : undefined;
  if (entry === undefined && pool.length >= poolLimit) {
    const idle = pool.findIndex((candidate) => candidate.workspace.frame === 0 && candidate.workspace.pinned === 0);
    const taken = idle >= 0 ? pool.splice(idle, 1)[0] : undefined;
    if (taken !== undefined) {
      taken.owner.deref()?.evicted();
      taken.workspace.forget();
      entry = { workspace: taken.workspace, owner: new WeakRef(owner) };
    }
  }
  entry ??= { workspace: new Workspace(backend), owner: new WeakRef(owner) };
  pool.push(entry);
  return entry.workspace;
}
