import type { Dashboard, FieldConfig, Panel, RowPanel, TableFieldOptions } from '@grafana/schema';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts';
import type { Options as TableOptions } from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen.d.ts';
import type {
  Options as TimeSeriesOptions,
  FieldConfig as TimeSeriesSettings,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts';

/** What Grafana's own types say of `bora.json`; unlike them it knows the options of each kind of panel. */
export type DashboardJson = Json<Omit<Dashboard, 'panels'>> & {
  panels: (
    | Json<RowPanel>
    | PanelJson<'stat', StatOptions, object>
    | PanelJson<'timeseries', TimeSeriesOptions, TimeSeriesSettings>
    | PanelJson<'table', TableOptions, TableFieldOptions>
  )[];
};

type PanelJson<Type extends string, Options, Custom> = Json<
  Omit<Panel, 'type' | 'options' | 'fieldConfig'>
> & {
  type: Type;
  options: Partial<Json<Options>>;
  fieldConfig: {
    defaults: Json<Omit<FieldConfig, 'custom'>> & { custom?: Partial<Json<Custom>> };
    overrides: Json<NonNullable<Panel['fieldConfig']>['overrides']>;
  };
};

/** A type as JSON writes it: the members of an enumeration are text. */
type Json<Type> = Type extends string
  ? `${Type}`
  : Type extends (infer Item)[]
    ? Json<Item>[]
    : Type extends object
      ? { [Key in keyof Type]: Json<Type[Key]> }
      : Type;
