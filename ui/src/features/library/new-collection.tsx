import { useTranslation } from "react-i18next";
import { useCollectionCommands } from "../../api/collections";
import { Button } from "../../components/button";
import { PopoverBeside } from "../../components/popover";
import { say } from "../../components/toasts";
import { NameField, useNaming } from "./name-field";
import styles from "./new-collection.module.css";
import { clipsWords } from "./words";

export interface Wanted {
  /** What it is to hold from the beginning. */
  ids: string[];
  /** What asked for it. */
  beside: Element | null;
}

interface Props {
  wanted: Wanted | null;
  onClose: () => void;
}

/** Asks for a name beside what asked for a collection. */
export function NewCollection({ wanted, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <PopoverBeside
      label={t("library.newCollection")}
      className={styles.panel}
      anchor={wanted?.beside ?? null}
      open={wanted !== null}
      onClose={onClose}
    >
      {wanted && <Form ids={wanted.ids} onClose={onClose} />}
    </PopoverBeside>
  );
}

function Form({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const commands = useCollectionCommands();
  const naming = useNaming(
    "",
    async (name) => {
      const made = await commands.create(name, ids);
      if (made && ids.length > 0)
        say(t("library.addedTo", { clips: clipsWords(ids.length, t, i18n.language), name: made.name }));
    },
    onClose,
  );
  return (
    <>
      <NameField naming={naming} label={t("library.collectionName")} />
      {ids.length > 0 && (
        <p className={styles.holds}>
          {t("library.collectionHolds", { clips: clipsWords(ids.length, t, i18n.language) })}
        </p>
      )}
      <Button
        className={styles.make}
        disabled={naming.name.trim() === ""}
        data-testid="collection-create"
        onClick={() => void naming.apply()}
      >
        {t("library.makeCollection")}
      </Button>
    </>
  );
}
