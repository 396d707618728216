export function policyKey(name: string, version: number): string {
  return `${name}/${version}.json`;
}

export function livePolicyKey(name: string): string {
  return `${name}/live.json`;
}

/** Place of the claims of those who create a version. */
export function policyClaims(name: string, version: number): string {
  return `${name}/.claims/${version}`;
}
