import { FolderPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../components/button";

/** As long as there is no collection, the one sign that there could be. */
export function NewCollectionButton({ onPress }: { onPress: (beside: Element) => void }) {
  const { t } = useTranslation();
  return (
    <IconButton
      size="small"
      icon={FolderPlus}
      side="bottom"
      label={t("library.newCollection")}
      data-testid="collection-new"
      data-collection-id=""
      onClick={(event) => onPress(event.currentTarget)}
    />
  );
}
