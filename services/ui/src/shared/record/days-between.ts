/** From one day to another, that one included, as searches of the record ask; an empty day does not matter. */
export function daysBetween(from: string, until: string): { from?: string; to?: string } {
  return { ...(from && { from }), ...(until && { to: dayAfter(until) }) };
}

function dayAfter(day: string): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + 1);
  return moment.toISOString().slice(0, 10);
}
