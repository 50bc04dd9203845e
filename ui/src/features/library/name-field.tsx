import { type KeyboardEvent, useState } from "react";
import { asCommandError } from "../../api/fault";
import type { CommandError } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { TextField } from "../../components/text-field";
import { isComposing } from "../../lib/keys";

interface Naming {
  name: string;
  setName: (name: string) => void;
  fault: CommandError | null;
  apply: () => Promise<void>;
}

/** A name that is being typed, and what is wrong with it. */
export function useNaming(was: string, run: (name: string) => Promise<unknown>, done: () => void): Naming {
  const [name, setName] = useState(was);
  const [fault, setFault] = useState<CommandError | null>(null);
  return {
    name,
    setName: (next) => {
      setName(next);
      setFault(null);
    },
    fault,
    apply: async () => {
      try {
        await run(name);
        done();
      } catch (thrown) {
        setFault(asCommandError(thrown));
      }
    },
  };
}

interface Props {
  naming: Naming;
  label: string;
  hideLabel?: boolean;
  onLeave?: () => void;
  onBlur?: () => void;
}

/** Enter applies, Esc leaves; what is wrong is told beside it, and what was typed stays. */
export function NameField({ naming, label, hideLabel = false, onLeave, onBlur }: Props) {
  const errorWords = useErrorWords();
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      void naming.apply();
    }
    if (event.key === "Escape" && onLeave) {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    }
  };
  return (
    <TextField
      autoFocus
      label={label}
      hideLabel={hideLabel}
      value={naming.name}
      error={naming.fault && errorWords(naming.fault)}
      data-testid="collection-name"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => naming.setName(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    />
  );
}
