/** PyTorch's numbers, made by scripts/goldens/pytorch.py. */
import { readFileSync } from "node:fs";
import { decodeSafetensors, type FileTensor } from "../../src/formats/safetensors.ts";

const path = new URL("./torch.safetensors", import.meta.url).pathname;
const { tensors, metadata } = decodeSafetensors(readFileSync(path), "torch.safetensors");

/** The cases of a group, with what PyTorch was told. */
export const goldenCases = (group: string): Record<string, unknown>[] =>
  (JSON.parse(metadata.get("cases") ?? "[]") as Record<string, unknown>[]).filter((item) => item.group === group);

/** One array. */
export function golden(name: string): FileTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`no golden ${name}`);
  return tensor;
}

/** All arrays under a prefix, by the rest of their names. */
export const goldens = (prefix: string): Record<string, FileTensor> =>
  Object.fromEntries([...tensors].filter(([name]) => name.startsWith(prefix)).map(([name, tensor]) => [name.slice(prefix.length), tensor]));
