import type { OptionName } from "../option.ts";

/** Una frase por opción, para la ayuda. */
export const options: Record<OptionName, string> = {
  time: "la columna con el tiempo de cada fila; si está clara se adivina, y se dice",
  target: "la columna que se pronostica; si está clara se adivina, y se dice",
  decimal: "la marca decimal; si las celdas la dicen, se encuentra",
  order: "orden de día, mes y año en fechas como 03/04/2024; si un día mayor que 12 lo dice, se encuentra",
  horizon: "el horizonte: cuántos pasos adelante se pronostica",
  season: "el ciclo: pasos tras los que la serie se repite; con auto se lee de los datos",
  cell: "la celda recurrente",
  hidden: "unidades de la capa oculta",
  layers: "capas, una sobre otra",
  lookback: "la ventana: pasos del pasado que la red ve para un pronóstico; con auto se lee de los datos",
  epochs: "épocas como máximo: pasadas por las filas de entrenamiento; puede acabar antes si no mejora",
  batch: "ventanas en un lote",
  lr: "tasa de aprendizaje",
  seed: "semilla: con la misma y los mismos datos salen los mismos números",
  refit: "queda la red probada, sin entrenarla otra vez con todas las filas",
  maxTime: "deja de entrenar pasado este tiempo: 90s, 2m, 1h",
  backend: "wasm es rápido; reference es lento, de 64 bits, y aquello en que se apoyan las pruebas",
  out: "guarda forecast.csv, forecast.svg, model.safetensors y run.json en esta carpeta",
  csv: "guarda el pronóstico en un archivo CSV",
  save: "guarda el modelo en un archivo safetensors",
  levels: "niveles de los intervalos, entre 0 y 1",
  json: "un documento JSON en la salida estándar en vez de texto",
  lang: "idioma de la pantalla; si no, deciden LC_ALL, LC_MESSAGES o LANG",
};
