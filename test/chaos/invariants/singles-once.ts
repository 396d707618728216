import { Score } from '@bora/contracts';
import { type Invariant, isSame } from './evidence.ts';

export const singlesOnce: Invariant = {
  name: 'every accepted application has one score, which is in the record once',
  async check(evidence) {
    const { ledger, client, reference, pool, stage } = evidence;
    const wrong: string[] = [];
    const text = `select source_id as id, count(*)::int as rows from decisions where row_number = 0 group by source_id`;
    const recorded = new Map(
      (await stage.database.ask<{ id: string; rows: number }>(text)).map(({ id, rows }) => [id, rows]),
    );
    for (const { key, applicant, scoreIds } of ledger.singles) {
      if (scoreIds.size !== 1) wrong.push(`${key} was answered with ${scoreIds.size} scores`);
      const [id] = scoreIds;
      const answer = await client.ask(`/v1/scores/${id}`);
      const score = Score.safeParse(JSON.parse(answer.text));
      if (!score.success) {
        wrong.push(`${key} is answered ${answer.status} ${answer.text.slice(0, 200)}`);
        continue;
      }
      const must = (await reference.of(pool, score.data.model, score.data.policy))[applicant]!;
      if ('rejected' in must || !isSame(must, score.data))
        wrong.push(`${key} has a score that ${JSON.stringify(score.data.model)} does not give`);
      if (recorded.get(id!) !== 1) wrong.push(`${key} is in the record ${recorded.get(id!) ?? 0} times`);
      recorded.delete(id!);
    }
    for (const id of recorded.keys()) wrong.push(`score ${id} is in the record, and nobody was told of it`);
    return wrong;
  },
};
