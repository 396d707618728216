import type { Permission } from '@bora/contracts';
import type { ReactNode } from 'react';
import { useMay } from './use-account.ts';

/** Shows something to whom it is allowed. */
export function May({ do: permission, children }: { do: Permission; children: ReactNode }) {
  return useMay(permission) ? children : null;
}
