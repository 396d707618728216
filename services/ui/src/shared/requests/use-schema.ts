import { ApplicationSchema, type ModelReference } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../api.ts';

/** The application schema of a model; of the champion where none is named. */
export function useSchema(model?: ModelReference) {
  const name = model && `${model.name}/${model.version}`;
  return useQuery({
    queryKey: ['schema', name],
    queryFn: ({ signal }) =>
      callApi(`/v1/schema${name ? `?model=${encodeURIComponent(name)}` : ''}`, ApplicationSchema, { signal }),
    staleTime: name ? Number.POSITIVE_INFINITY : 60_000,
  });
}
