import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { texts } from '../../shared/texts.ts';

const said = texts.policies;
const stepOfCutOff = 0.005;

interface CutOffSliderProps {
  readonly values: readonly number[];
  onChange(values: number[]): void;
}

/** Both cut-offs on one track of probabilities. */
export function CutOffSlider({ values, onChange }: CutOffSliderProps) {
  return (
    <Slider
      value={[...values]}
      minValue={0}
      maxValue={1}
      step={stepOfCutOff}
      formatOptions={{ style: 'percent', maximumFractionDigits: 1 }}
      onChange={(moved) => onChange(moved)}
    >
      <div className="flex justify-between gap-4">
        <Label className="label">{said.cutOffs}</Label>
        <SliderOutput className="numbers">
          {({ state }) => state.values.map((_, index) => state.getThumbValueLabel(index)).join(' · ')}
        </SliderOutput>
      </div>
      <SliderTrack className="relative my-3 h-6">
        {({ state }) => (
          <>
            <div
              className="absolute inset-x-0 top-2 flex h-2 overflow-hidden rounded-full"
              aria-hidden="true"
            >
              <div className="bg-approve" style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
              <div
                className="bg-refer"
                style={{ width: `${(state.getThumbPercent(1) - state.getThumbPercent(0)) * 100}%` }}
              />
              <div className="grow bg-decline" />
            </div>
            {[said.approveBelow, said.declineFrom].map((name, index) => (
              <SliderThumb
                key={name}
                index={index}
                aria-label={name}
                className="top-1/2 size-6 rounded-full border-2 border-surface bg-ink shadow outline-offset-2 data-focus-visible:outline-3 data-focus-visible:outline-accent"
              />
            ))}
          </>
        )}
      </SliderTrack>
    </Slider>
  );
}
