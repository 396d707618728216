import { ModelDetail, type ModelReference } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../api.ts';

/** One model version: metrics, points scale. */
export function useModel(model: ModelReference | undefined) {
  return useQuery({
    queryKey: ['model', model?.name, model?.version],
    queryFn: ({ signal }) =>
      callApi(
        `/v1/models/${encodeURIComponent(model!.name)}/${encodeURIComponent(model!.version)}`,
        ModelDetail,
        {
          signal,
        },
      ),
    enabled: model !== undefined,
    staleTime: 60_000,
  });
}
