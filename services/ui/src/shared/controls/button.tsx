import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

const looks = {
  main: 'border-accent bg-accent text-on-accent hover:bg-accent-strong hover:border-accent-strong',
  plain: 'border-edge bg-surface text-ink hover:bg-sunken',
  danger: 'border-decline bg-surface text-decline hover:bg-decline-soft',
} as const;

export const buttonLook = (look: keyof typeof looks) =>
  `inline-flex min-h-10 items-center justify-center gap-2 rounded-md border px-4 py-2 text-sm font-medium no-underline disabled:opacity-50 ${looks[look]}`;

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly look?: keyof typeof looks;
}

export function Button({ look = 'plain', ...props }: ButtonProps) {
  return <AriaButton {...props} className={buttonLook(look)} />;
}
