import { Person, PersonList, PersonWithPassword, type Role } from '@bora/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

const peopleKey = ['people'];

export function usePeople() {
  return useQuery({
    queryKey: peopleKey,
    queryFn: ({ signal }) => callApi('/v1/people', PersonList, { signal }),
  });
}

export function useAddPerson() {
  return useChange((person: { name: string; role: Role }) =>
    callApi('/v1/people', PersonWithPassword, { method: 'POST', body: person }),
  );
}

export interface PersonChange {
  readonly role?: Role;
  readonly isDisabled?: boolean;
}

export function useChangePerson(id: string) {
  return useChange((change: PersonChange) =>
    callApi(`/v1/people/${id}`, Person, { method: 'PATCH', body: change }),
  );
}

export function useResetPassword(id: string) {
  return useChange((_: undefined) =>
    callApi(`/v1/people/${id}/password`, PersonWithPassword, { method: 'POST' }),
  );
}

function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: peopleKey }),
  });
}
