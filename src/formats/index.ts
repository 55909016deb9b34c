/** File formats for weights. */
export { decodeSafetensors, encodeSafetensors, type FileTensor, type SafetensorsFile } from "./safetensors.ts";
