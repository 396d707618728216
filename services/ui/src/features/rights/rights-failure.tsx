import { ApiError } from '../../shared/api.ts';
import { Failure, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.rights;

/** Why an applicant could not be served; what is wrong with a number is said of the number. */
export function RightsFailure({ error }: { error: unknown }) {
  if (error instanceof ApiError && error.problem?.code === 'bad-request') return <TooMany />;
  return <Failure error={error} />;
}

/** The form of a number is looked at before it is sent: the api refuses one for nothing else. */
export function TooMany() {
  return (
    <Notice kind="error" title={said.tooMany}>
      {said.tooManyDetail}
    </Notice>
  );
}
