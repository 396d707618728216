import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';

/** A command as a document writes it, on one line and without what a comment says of it. */
export interface DocumentedCommand {
  readonly document: string;
  readonly command: string;
}

const folders = ['', 'docs', 'docs/decisions', 'services/api', 'services/ui', 'notebooks'];
/** What a command begins with, variables before it left out. */
const programs = /^(npm|npx|node|pnpm|bora|docker|curl|openssl|scripts\/\S+\.sh) /;

/** Every command of the documents: in blocks, and in the running text between backticks. */
export function documentedCommands(): DocumentedCommand[] {
  const documents = folders.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder))
      .filter((name) => name.endsWith('.md') && name !== 'third-party-licences.md')
      .map((name) => join(folder, name)),
  );
  return documents.flatMap((document) => {
    const text = readFileSync(join(repositoryRoot, document), 'utf8');
    return [...commandsOf(text)].map((command) => ({ document, command }));
  });
}

function commandsOf(text: string): Set<string> {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, body]) =>
    body!.replace(/ \\\n\s*/g, ' '),
  );
  const lines = blocks.flatMap((block) => block.split('\n').map((line) => line.replace(/^\$ /, '')));
  const inline = text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g);
  const found = [...lines, ...[...inline].map(([, code]) => code!)];
  return new Set(found.map(plainCommand).filter((command) => programs.test(`${command} `)));
}

/** Without a prompt's comment and the variables before it. */
function plainCommand(line: string): string {
  const [command] = line.split(/\s+#\s/);
  return command!.trim().replace(/^([A-Z_]+=("[^"]*"|\$\([^)]*\)|\S+) )+/, '');
}
