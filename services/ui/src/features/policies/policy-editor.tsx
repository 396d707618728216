import type { Policy, PolicyRule } from '@bora/contracts';
import { useState } from 'react';
import { May } from '../../shared/account/may.tsx';
import { Button } from '../../shared/controls/button.tsx';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { TextInput } from '../../shared/controls/fields.tsx';
import { DecisionBadge } from '../../shared/decision-badge.tsx';
import { sayMade, sayShare } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { CutOffPreview } from './cut-off-preview.tsx';
import { CutOffSlider } from './cut-off-slider.tsx';
import { PolicyRules } from './policy-rules.tsx';
import { useNewPolicy } from './use-policies.ts';

const said = texts.policies;

interface PolicyEditorProps {
  readonly policy: Policy;
  readonly nextVersion: number;
  readonly isLive: boolean;
  /** The live version, once it is read. */
  readonly live: Policy | undefined;
  onSaved(policy: Policy, isLive: boolean): void;
}

/** One version of a policy as the start of the next: cut-offs to move, rules to add, change and remove. */
export function PolicyEditor({ policy, nextVersion, isLive, live, onSaved }: PolicyEditorProps) {
  const [cutOffs, setCutOffs] = useState([policy.approveBelow, policy.declineFrom]);
  /** Undefined until somebody writes one. */
  const [written, setWritten] = useState<string>();
  const [rules, setRules] = useState<readonly PolicyRule[]>(policy.rules);
  const [isRuleOpen, setRuleOpen] = useState(false);
  const saving = useNewPolicy(policy.name);
  const [approveBelow = 0, declineFrom = 0] = cutOffs;
  const decidesOtherwise =
    approveBelow !== policy.approveBelow ||
    declineFrom !== policy.declineFrom ||
    JSON.stringify(rules) !== JSON.stringify(policy.rules);
  // What the version before said of itself need not be true of other cut-offs and rules.
  const description = written ?? (decidesOtherwise ? '' : policy.description);
  const isChanged = decidesOtherwise || description !== policy.description;
  const save = (live: boolean) =>
    saving.mutate(
      { description, approveBelow, declineFrom, rules: [...rules], live },
      { onSuccess: (made) => onSaved(made, live) },
    );
  return (
    <div className="space-y-4">
      <p className="help">{said.made(policy.version, sayMade(policy.createdAt))}</p>
      <CutOffSlider values={cutOffs} onChange={setCutOffs} />
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
      <PolicyRules rules={rules} onChange={setRules} onOpen={setRuleOpen} />
      <CutOffPreview terms={{ approveBelow, declineFrom, rules: [...rules] }} live={live} />
      <TextInput label={said.description} value={description} onChange={setWritten} />
      {isRuleOpen && <p className="help">{said.ruleIsOpen}</p>}
      {saving.isError && <Failure error={saving.error} />}
      <May do="policy:change">
        <div className="flex flex-wrap gap-3">
          <Confirmation
            action={said.saveLive(nextVersion)}
            title={said.saveLiveTitle(nextVersion)}
            look="main"
            isDisabled={isRuleOpen || saving.isPending || (!isChanged && isLive)}
            onConfirm={() => save(true)}
          >
            {said.saveLiveDetail(sayShare(approveBelow), sayShare(declineFrom))}
          </Confirmation>
          <Button isDisabled={isRuleOpen || saving.isPending || !isChanged} onPress={() => save(false)}>
            {said.save(nextVersion)}
          </Button>
        </div>
      </May>
    </div>
  );
}
