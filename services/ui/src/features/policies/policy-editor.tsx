import type { Policy, PolicyRule } from '@bora/contracts';
import { useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { May } from '../../shared/account/may.tsx';
import { Button } from '../../shared/controls/button.tsx';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { TextInput } from '../../shared/controls/fields.tsx';
import { DecisionBadge } from '../../shared/decision-badge.tsx';
import { sayMoment, sayShare } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { CutOffPreview } from './cut-off-preview.tsx';
import { useNewPolicy } from './use-policies.ts';

const said = texts.policies;
const stepOfCutOff = 0.005;

interface PolicyEditorProps {
  readonly policy: Policy;
  readonly nextVersion: number;
  readonly isLive: boolean;
  /** The live version, once it is read. */
  readonly live: Policy | undefined;
  onSaved(policy: Policy, isLive: boolean): void;
}

/** One version of a policy as the start of the next: cut-offs to move, rules to keep or drop. */
export function PolicyEditor({ policy, nextVersion, isLive, live, onSaved }: PolicyEditorProps) {
  const [cutOffs, setCutOffs] = useState([policy.approveBelow, policy.declineFrom]);
  const [description, setDescription] = useState(policy.description);
  const [rules, setRules] = useState<readonly PolicyRule[]>(policy.rules);
  const saving = useNewPolicy(policy.name);
  const [approveBelow = 0, declineFrom = 0] = cutOffs;
  const isChanged =
    approveBelow !== policy.approveBelow ||
    declineFrom !== policy.declineFrom ||
    description !== policy.description ||
    rules.length !== policy.rules.length;
  const save = (live: boolean) =>
    saving.mutate(
      { description, approveBelow, declineFrom, rules: [...rules], live },
      { onSuccess: (made) => onSaved(made, live) },
    );
  return (
    <div className="space-y-4">
      <p className="help">{said.made(policy.version, sayMoment(policy.createdAt))}</p>
      <CutOffs values={cutOffs} onChange={setCutOffs} />
      <ul className="numbers space-y-1.5">
        <li>
          <DecisionBadge decision="approve" /> {said.below(sayShare(approveBelow))}
        </li>
        <li>
          <DecisionBadge decision="refer" /> {said.between(sayShare(approveBelow), sayShare(declineFrom))}
        </li>
        <li>
          <DecisionBadge decision="decline" /> {said.from(sayShare(declineFrom))}
        </li>
      </ul>
      <CutOffPreview cutOffs={{ approveBelow, declineFrom }} live={live} />
      <Rules rules={rules} onDrop={(code) => setRules(rules.filter((rule) => rule.code !== code))} />
      <TextInput label={said.description} value={description} onChange={setDescription} />
      {saving.isError && <Failure error={saving.error} />}
      <May do="policy:change">
        <div className="flex flex-wrap gap-3">
          <Confirmation
            action={said.saveLive(nextVersion)}
            title={said.saveLiveTitle(nextVersion)}
            look="main"
            isDisabled={saving.isPending || (!isChanged && isLive)}
            onConfirm={() => save(true)}
          >
            {said.saveLiveDetail(sayShare(approveBelow), sayShare(declineFrom))}
          </Confirmation>
          <Button isDisabled={saving.isPending || !isChanged} onPress={() => save(false)}>
            {said.save(nextVersion)}
          </Button>
        </div>
      </May>
    </div>
  );
}

interface CutOffsProps {
  readonly values: readonly number[];
  onChange(values: number[]): void;
}

function CutOffs({ values, onChange }: CutOffsProps) {
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

interface RulesProps {
  readonly rules: readonly PolicyRule[];
  onDrop(code: string): void;
}

function Rules({ rules, onDrop }: RulesProps) {
  if (rules.length === 0) return <p className="text-soft">{said.noRules}</p>;
  return (
    <div>
      <h3 className="mb-1">{said.rules}</h3>
      <ul className="space-y-2">
        {rules.map(({ code, text, decision }) => (
          <li key={code} className="flex flex-wrap items-center gap-3">
            <DecisionBadge decision={decision} />
            <span className="grow">{text}</span>
            <Button onPress={() => onDrop(code)} aria-label={said.dropRule(text)}>
              {said.drop}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
