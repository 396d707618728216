import { Component, type ReactNode } from 'react';
import { Notice } from '../shared/states.tsx';
import { texts } from '../shared/texts.ts';

/** What a person sees where a page breaks: a sentence and a way on, never an empty window. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <Notice kind="error" title={texts.pageBroke.title}>
        {texts.pageBroke.advice} <a href={window.location.pathname}>{texts.pageBroke.reload}</a>
      </Notice>
    );
  }
}
