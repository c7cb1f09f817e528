// Writes lunar_digests.txt: what the library lunar-javascript says of every day from 1900 to 2100, a digest for each
// year (FNV-1a, 64 bits, over the lines `2027-02-06 丁未 正月 初一 羊 ` in UTF-8). The tests do not need this script.
//
//   npm install lunar-javascript@1.7.7   (MIT; in a scratch folder, with this script beside node_modules)
//   node lunar_digests.mjs > lunar_digests.txt

import { Solar } from 'lunar-javascript';

const two = (number) => String(number).padStart(2, '0');
console.log('# year, digest of its days. Written by lunar_digests.mjs from lunar-javascript 1.7.7.');
for (let year = 1900; year <= 2100; ++year) {
  let digest = 0xcbf29ce484222325n;
  for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += 864e5) {
    const date = new Date(time);
    const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
    const lunar = Solar.fromYmd(year, month, day).getLunar();
    const words = [lunar.getYearInGanZhi(), lunar.getMonthInChinese() + '月', lunar.getDayInChinese(),
      lunar.getYearShengXiao(), lunar.getJieQi()];
    for (const byte of Buffer.from(`${year}-${two(month)}-${two(day)} ${words.join(' ')}\n`))
      digest = BigInt.asUintN(64, (digest ^ BigInt(byte)) * 0x100000001b3n);
  }
  console.log(`${year} ${digest.toString(16).padStart(16, '0')}`);
}
