import { ChampionPointer, ModelList } from '@bora/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/** All models with their versions. */
export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => callApi('/v1/models', ModelList, { signal }),
  });
}

/** Makes a version the one that new work is scored with. */
export function usePromotion(name: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: string) =>
      callApi(`/v1/models/${encodeURIComponent(name)}/champion`, ChampionPointer, {
        method: 'PUT',
        body: { version },
      }),
    onSettled: () =>
      Promise.all(['models', 'model', 'schema'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}
