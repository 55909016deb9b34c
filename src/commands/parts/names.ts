/** Names of columns that say what they hold, in English and Spanish. Compared in lower case, without accents, `-` and spaces as `_`. */

export const plainName = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[ .-]+/g, "_");

const set = (...lists: readonly string[]) => new Set(lists.flatMap((list) => list.split(" ")));

export const timeNames: ReadonlySet<string> = set(
  "time date ds ts timestamp datetime date_time day week month quarter year period epoch unix_time",
  "fecha fecha_hora hora dia semana mes trimestre ano anio periodo instante",
);

/** These say it whatever else the file holds. */
export const targetNames: ReadonlySet<string> = set("y target value valor objetivo");

/** These say it where the file holds nothing of the kind above. */
export const likelyTargets: ReadonlySet<string> = set("sales demand ventas demanda consumo consumption");

export const idNames: ReadonlySet<string> = set(
  "unique_id item_id series_id serie series id store store_id store_nbr shop shop_id product product_id sku item code",
  "region region_id state state_id city country category cat_id dept_id department family",
  "sensor sensor_id station station_id meter meter_id device device_id machine machine_id customer customer_id",
  "tienda tienda_id id_tienda sucursal local producto producto_id id_producto articulo codigo referencia familia categoria",
  "comunidad provincia ciudad pais estacion contador maquina equipo cliente almacen linea punto",
);

export const rowNames: ReadonlySet<string> = set("# n nº no id index indice row rows rownames fila column1").add("");
