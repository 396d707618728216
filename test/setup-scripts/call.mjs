/** Calls one function of scripts/setup as `call.mjs <file> <function> <arguments as JSON>` and prints what it returns. */
const [file, name, args] = process.argv.slice(2);
const module = await import(new URL(`../../scripts/setup/${file}`, import.meta.url).href);
try {
  console.log(JSON.stringify(await module[name](...JSON.parse(args))));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
