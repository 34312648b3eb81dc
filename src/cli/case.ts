import { runContract } from '../run/parent.js';
import { crash } from './crash.js';

/** `npm run case -- <id>`: runs the case with exactly this id and shows its exchanges. */
const [id, ...rest] = process.argv.slice(2);
if (id === undefined || id.startsWith('-')) {
  process.stdout.write(
    'Name a case: npm run case -- viewport.width/minimum/below (npm run cases lists them).\n',
  );
  process.exit(2);
}
const exactly = `(^| )${id.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)} `;
runContract(['--grep', exactly, ...rest], true).then((code) => process.exit(code), crash);
