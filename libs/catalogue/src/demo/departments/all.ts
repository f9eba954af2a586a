import type { Department } from '../department.js';
import { beauty } from './beauty.js';
import { clothing } from './clothing.js';
import { electronics } from './electronics.js';
import { garden } from './garden.js';
import { grocery } from './grocery.js';
import { home } from './home.js';
import { kitchen } from './kitchen.js';
import { office } from './office.js';
import { pets } from './pets.js';
import { shoes } from './shoes.js';
import { sports } from './sports.js';
import { tools } from './tools.js';
import { toys } from './toys.js';

/** The departments of the demonstration shop. */
export const departments: readonly Department[] = [
  electronics,
  kitchen,
  home,
  clothing,
  shoes,
  tools,
  garden,
  sports,
  toys,
  office,
  beauty,
  pets,
  grocery,
];
