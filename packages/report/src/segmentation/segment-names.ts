import type { Segment } from '@bora/contracts';

type Named = Pick<Segment, 'name' | 'family'>;

/** Beside an axis there is room for the end of a name, which tells segments of one family apart. */
export function axisName({ name, family }: Named): string {
  if (name === family || !name.startsWith(family)) return name;
  return `${family.slice(0, 5)}… ${lastWords(ownPart(name, family), 15)}`;
}

/** In a legend there is room for the family and the end of the name. */
export function legendName({ name, family }: Named): string {
  if (name.length <= 32 || name === family || !name.startsWith(family)) return name;
  return `${family} … ${lastWords(ownPart(name, family), 29 - family.length)}`;
}

function ownPart(name: string, family: string): string {
  return name.slice(family.length).replace(/^, /, '');
}

/** As many words from the end as fit into so many letters, at least one. */
function lastWords(text: string, letters: number): string {
  const words = text.split(' ');
  let taken = words.pop()!;
  while (words.length > 0 && taken.length + 1 + words.at(-1)!.length <= letters)
    taken = `${words.pop()} ${taken}`;
  return taken;
}
