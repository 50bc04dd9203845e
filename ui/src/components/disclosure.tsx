import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./disclosure.module.css";
import { Icon } from "./icon";

interface Props {
  label: string;
  onOpen?: (() => void) | undefined;
  testId?: string;
  children: ReactNode;
}

/** What is closed until somebody wants it. */
export function Disclosure({ label, onOpen, testId, children }: Props) {
  return (
    <Collapsible.Root
      className={styles.disclosure}
      onOpenChange={(open) => {
        if (open) onOpen?.();
      }}
    >
      <Collapsible.Trigger className={styles.trigger} data-testid={testId}>
        <Icon of={ChevronRight} size="tiny" className={styles.mark} />
        {label}
      </Collapsible.Trigger>
      <Collapsible.Panel className={styles.panel}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
