import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const sheetPath = /^xl\/worksheets\/[^/]+\.xml$/;
/** Comments and character data, in which nothing is a tag, rows and cells; a `>` may stand in an attribute's quotes. */
const piece =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(?:[\w.-]+:)?(row|c)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
const placeAttribute = /\sr\s*=\s*(?:"([A-Z]*)(\d+)"|'([A-Z]*)(\d+)')/;
const letters = 26;
const letterA = 65;

/**
 * The workbook with the places written out that its rows and cells leave out: without its `r` attribute a row follows
 * the one before, and a cell stands right of the one before (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73).
 *
 * @param {Uint8Array} workbook
 */
export function withCellPlaces(workbook) {
  const files = unzipSync(workbook);
  for (const [path, bytes] of Object.entries(files)) {
    if (sheetPath.test(path)) files[path] = strToU8(placed(strFromU8(bytes)));
  }
  return Buffer.from(zipSync(files, { level: 0 }));
}

/** @param {string} xml of a sheet */
export function placed(xml) {
  let row = 0;
  let column = 0;
  let copied = 0;
  let text = '';
  // Not `replace`, which would hold all matches of a sheet at once.
  piece.lastIndex = 0;
  for (let match = piece.exec(xml); match; match = piece.exec(xml)) {
    const [tag, name, attributes = ''] = match;
    if (name === undefined) continue;
    const [, double = '', doubleRow, single = '', singleRow] = placeAttribute.exec(attributes) ?? [];
    const givenRow = doubleRow ?? singleRow;
    if (name === 'row') {
      row = givenRow === undefined ? row + 1 : Number(givenRow);
      column = 0;
    } else column = givenRow === undefined ? column + 1 : columnOf(double + single);
    if (givenRow !== undefined) continue;
    const place = name === 'row' ? row : `${lettersOf(column)}${row}`;
    const at = match.index + tag.length - attributes.length - 1;
    text += `${xml.slice(copied, at)} r="${place}"`;
    copied = at;
  }
  return text + xml.slice(copied);
}

/** From 1. @param {string} text such as `AB` */
function columnOf(text) {
  return [...text].reduce((sum, letter) => sum * letters + letter.charCodeAt(0) - letterA + 1, 0);
}

/** @param {number} column from 1 */
function lettersOf(column) {
  let text = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / letters)) {
    text = String.fromCharCode(letterA + ((rest - 1) % letters)) + text;
  }
  return text;
}
