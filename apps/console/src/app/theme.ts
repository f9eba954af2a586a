import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The water over the weir; 7 and darker stand out from white by 4.5 to 1, 3 and lighter from the dark page. */
const water: MantineColorsTuple = [
  '#e6f7f8',
  '#cfeef0',
  '#9fdde1',
  '#6fcbd2',
  '#43b2bb',
  '#22959f',
  '#117d88',
  '#0b6e7a',
  '#075964',
  '#04454e',
];

export const theme = createTheme({
  primaryColor: 'water',
  primaryShade: { light: 7, dark: 7 },
  colors: { water },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.2rem' }, h3: { fontSize: '1rem' } },
  },
  defaultRadius: 'md',
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The head of a dialog is no landmark of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
  },
});

/** Mantine's dimmed and coloured text misses the contrast of WCAG AA (4.5 to 1) on both pages. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c636a',
    '--mantine-color-placeholder': '#6b7278',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-water-text': '#0b6e7a',
    '--mantine-color-anchor': '#0b6e7a',
    '--mantine-color-red-light-color': '#a51111',
    '--mantine-color-green-light-color': '#1c6b2d',
    '--mantine-color-yellow-light-color': '#7a4b00',
    '--mantine-color-orange-light-color': '#8a3c00',
    '--mantine-color-blue-light-color': '#0f5499',
    '--mantine-color-gray-light-color': '#41484f',
    '--mantine-color-water-light-color': '#075964',
  },
  dark: {
    '--mantine-color-dimmed': '#a6adb4',
    '--mantine-color-placeholder': '#9aa1a8',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-water-text': '#6fcbd2',
    '--mantine-color-anchor': '#6fcbd2',
    '--mantine-color-red-light-color': '#ffb3b3',
    '--mantine-color-green-light-color': '#9be7ab',
    '--mantine-color-yellow-light-color': '#ffe08a',
    '--mantine-color-orange-light-color': '#ffc999',
    '--mantine-color-blue-light-color': '#a5d0ff',
    '--mantine-color-gray-light-color': '#d3d8dd',
    '--mantine-color-water-light-color': '#9fdde1',
  },
});
