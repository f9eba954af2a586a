export { logBeta, logGamma } from './distributions/log-gamma.js';
export { regularizedBeta } from './distributions/incomplete-beta.js';
export { regularizedGammaUpper } from './distributions/incomplete-gamma.js';
export { normalCdf, normalPdf, normalPpf, normalSf } from './distributions/normal.js';
export { studentCdf, studentPpf, studentSf } from './distributions/student-t.js';
export { chiSquareSf } from './distributions/chi-square.js';
