import type { Permission } from '@bora/contracts';
import { useEffect, useRef } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { texts } from '../../shared/texts.ts';
import { type Area, areaNames, permissionsOf, presetsOf } from './permission-areas.ts';

const said = texts.keys;

interface PermissionChoiceProps {
  /** What may be given. */
  readonly offered: readonly Permission[];
  readonly chosen: readonly Permission[];
  /** What one may do oneself and no key may. */
  readonly personal: readonly Permission[];
  onChange(chosen: readonly Permission[]): void;
}

/** What a key may do: as a role may, by area, or one by one. */
export function PermissionChoice({ offered, chosen, personal, onChange }: PermissionChoiceProps) {
  return (
    <fieldset className="space-y-4">
      <legend className="label">{said.permissions}</legend>
      <p className="help">{said.chosen(chosen.length, offered.length)}</p>
      {personal.length > 0 && <p className="help">{said.personal(personal.map(said.permission))}</p>}
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-sm">{said.presets}</span>
        {presetsOf(offered).map(({ role, permissions }) => (
          <Button key={role} onPress={() => onChange(permissions)}>
            {texts.role[role]}
          </Button>
        ))}
        <Button onPress={() => onChange([])}>{said.presetNone}</Button>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        {areaNames.map((area) => (
          <AreaChoice
            key={area}
            area={area}
            permissions={permissionsOf(area, offered)}
            chosen={chosen}
            onChange={onChange}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface AreaChoiceProps extends Pick<PermissionChoiceProps, 'chosen' | 'onChange'> {
  readonly area: Area;
  readonly permissions: readonly Permission[];
}

function AreaChoice({ area, permissions, chosen, onChange }: AreaChoiceProps) {
  if (permissions.length === 0) return null;
  const count = permissions.filter((permission) => chosen.includes(permission)).length;
  const others = chosen.filter((permission) => !permissions.includes(permission));
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-semibold">{said.area[area]}</legend>
      <Check
        label={said.wholeArea}
        isChecked={count === permissions.length}
        isMixed={count > 0 && count < permissions.length}
        onChange={(isAll) => onChange(isAll ? [...others, ...permissions] : others)}
      />
      <div className="mt-1 space-y-1 border-t border-line pt-2">
        {permissions.map((permission) => (
          <Check
            key={permission}
            label={said.permission(permission)}
            isChecked={chosen.includes(permission)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, permission] : chosen.filter((one) => one !== permission))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isChecked: boolean;
  /** Some of what it stands for and not all. */
  readonly isMixed?: boolean;
  onChange(isChecked: boolean): void;
}

function Check({ label, isChecked, isMixed = false, onChange }: CheckProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    <label className="flex items-start gap-2">
      <input
        ref={box}
        type="checkbox"
        className="mt-0.5 size-5 shrink-0 accent-accent"
        checked={isChecked}
        onChange={({ target }) => onChange(target.checked)}
      />
      {label}
    </label>
  );
}
