import {
  type CSSVariablesResolver,
  createTheme,
  NativeSelect,
  PasswordInput,
  TextInput,
} from '@mantine/core';

/** Colours, type and shape of every page for people at work; the names of components' own variables are Mantine's. */
export const theme = createTheme({
  white: '#fbfaf8',
  black: '#1d2126',
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  defaultRadius: 8,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '16px', lg: '20px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '36px' },
      h2: { fontSize: '20px', lineHeight: '28px' },
      h3: { fontSize: '16px', lineHeight: '24px' },
    },
  },
  // Nearly every field is needed; a star at each would say nothing.
  components: {
    NativeSelect: NativeSelect.extend({ defaultProps: { withAsterisk: false } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { withAsterisk: false } }),
    TextInput: TextInput.extend({ defaultProps: { withAsterisk: false } }),
  },
  colors: {
    accent: [
      '#eef7f6',
      '#d6ebea',
      '#b0dbd8',
      '#86cdc8',
      '#5cc2bd',
      '#2f9b97',
      '#178080',
      '#0f6e6e',
      '#0b5858',
      '#083f3f',
    ],
    gray: [
      '#f6f4f0',
      '#f3f0ea',
      '#e8e4dc',
      '#dedad2',
      '#c4bfb5',
      '#8b9097',
      '#5b626b',
      '#474d55',
      '#33383f',
      '#1d2126',
    ],
    dark: [
      '#e8e6e1',
      '#c9c9c6',
      '#a3a8ae',
      '#6d747c',
      '#343a41',
      '#22272d',
      '#1c2025',
      '#15181c',
      '#101316',
      '#0b0d0f',
    ],
  },
});

/** Meanings, used for nothing else: good, due, late, note; and what Mantine would show too pale to read. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--hark-raised': '#ffffff',
    '--hark-sunk': '#f3f0ea',
    '--hark-line': '#dedad2',
    '--hark-good': '#1d6b3a',
    '--hark-due': '#8a5200',
    '--hark-late': '#a5281f',
    '--hark-note': '#1f5a93',
    '--mantine-color-error': '#a5281f',
    '--mantine-color-placeholder': '#5b626b',
    '--mantine-color-dimmed': '#5b626b',
    '--mantine-color-anchor': '#0f6e6e',
  },
  dark: {
    '--mantine-primary-color-contrast': '#0c2524',
    // On a card too it is seen that there is a button.
    '--mantine-color-disabled': '#22272d',
    '--hark-raised': '#1c2025',
    '--hark-sunk': '#22272d',
    '--hark-line': '#343a41',
    '--hark-good': '#7ccb97',
    '--hark-due': '#e2b05c',
    '--hark-late': '#f0958c',
    '--hark-note': '#86b8e8',
    '--mantine-color-error': '#f0958c',
    '--mantine-color-placeholder': '#a3a8ae',
    '--mantine-color-dimmed': '#a3a8ae',
    '--mantine-color-anchor': '#5cc2bd',
  },
});
