import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';

interface ShareSliderProps {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  readonly step: number;
  onChange(value: number): void;
}

/** One share between nothing and all, moved by hand or keys. */
export function ShareSlider({ label, value, step, onChange }: ShareSliderProps) {
  return (
    <Slider
      value={value}
      minValue={0}
      maxValue={1}
      step={step}
      formatOptions={{ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }}
      onChange={onChange}
    >
      <div className="flex justify-between gap-4">
        <Label className="label">{label}</Label>
        <SliderOutput className="numbers" />
      </div>
      <SliderTrack className="relative my-3 h-6">
        {({ state }) => (
          <>
            <div
              className="absolute inset-x-0 top-2 h-2 overflow-hidden rounded-full bg-sunken"
              aria-hidden="true"
            >
              <div className="h-full bg-accent" style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
            </div>
            <SliderThumb className="top-1/2 size-6 rounded-full border-2 border-surface bg-ink shadow outline-offset-2 data-focus-visible:outline-3 data-focus-visible:outline-accent" />
          </>
        )}
      </SliderTrack>
    </Slider>
  );
}
