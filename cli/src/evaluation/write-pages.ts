import { CliError } from '../terminal/cli-error.ts';
import { readCommittedReport } from './committed-report.ts';
import { reportDocuments, reportPlaces, writeDocuments } from './report-documents.ts';

// Page and model card of the committed report once more, after their looks have changed.
const places = reportPlaces(undefined);
const report = await readCommittedReport(places.report);
if (!report) throw new CliError(`There is no ${places.report}: run bora evaluate.`);
await writeDocuments(reportDocuments(report, places));
