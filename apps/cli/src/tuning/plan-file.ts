import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '@weir/files';
import { type ChosenPlan, parseSettings, withPlanSection } from './plan-section.js';

/** The file's text, empty where there is none yet. Rejects where no Plan could be written into it: better before the search than after. */
export async function readPlanFile(file: string): Promise<string> {
  const text = await readIfThere(file);
  try {
    parseSettings(text);
  } catch (error) {
    throw new Error(`No Plan can be written into ${file}: ${(error as Error).message}. Repair it first.`, {
      cause: error,
    });
  }
  return text;
}

/** Writes the Plan into the file as it is now, in one step: a reader sees the old one or the new one. */
export async function writePlanFile(file: string, chosen: ChosenPlan): Promise<void> {
  const text = withPlanSection(await readPlanFile(file), chosen);
  await mkdir(path.dirname(file), { recursive: true });
  await writeWhole(file, text);
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
