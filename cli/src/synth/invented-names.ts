const heads =
  'Zor Quel Vam Tir Lum Bax Nev Oru Fal Gis Yar Dru Kel Mof Pov Sul Wen Haz Jor Cim Ruv Tza Eko Ibi'.split(
    ' ',
  );
const middles = 'va me ri lo qua nde xi pho ste gu bré zé ló tí ssa rra vu ny'.split(' ');
const tails = 'ndia polha rama tuve lque mora zinha dore nelle caxu vila bara'.split(' ');
const forms = ['', 'Vila ', 'Porto ', 'Monte '];
const nameCount = heads.length * middles.length * tails.length * forms.length;

/** An invented place name; indices from 0 to `nameCount` − 1 have different ones. */
export function inventedName(index: number): string {
  // A step without a common divisor visits every name once, and neighbours do not look alike.
  let rest = (index * 7919) % nameCount;
  const pick = (parts: readonly string[]): string => {
    const part = parts[rest % parts.length]!;
    rest = Math.floor(rest / parts.length);
    return part;
  };
  const word = pick(heads) + pick(middles) + pick(tails);
  return pick(forms) + word;
}

/** How people type names: in capitals, as written, or in small letters, often without accents. */
export type Typing = (name: string, chance: number) => string;

/** Remembers what it has typed: the names of a map are few. */
export function createTyping(): Typing {
  const typed = new Map<string, readonly string[]>();
  return (name, chance) => {
    let forms = typed.get(name);
    if (!forms) {
      const bare = name.normalize('NFD').replace(/\p{M}/gu, '');
      forms = [bare.toUpperCase(), name.toUpperCase(), name, bare, name.toLowerCase()];
      typed.set(name, forms);
    }
    return forms[formEdges.findIndex((edge) => chance < edge)]!;
  };
}

const formEdges = [0.6, 0.75, 0.9, 0.95, 1];
