import { Component, type ReactNode } from "react";

interface Props {
  children: ReactNode;
  fallback: (again: () => void) => ReactNode;
}

/** A mistake in one place must not take the draft or the queue with it. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return this.props.fallback(() => this.setState({ broken: false }));
  }
}
