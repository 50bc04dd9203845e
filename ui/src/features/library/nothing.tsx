import { useTranslation } from "react-i18next";
import { Button } from "../../components/button";
import { Empty } from "../../components/empty";
import type { Filtering } from "./use-filters";

/** A wall without clips says why, and has a way on. */
export function Nothing({ filters, onCreate }: { filters: Filtering; onCreate: () => void }) {
  const { t } = useTranslation();
  if (filters.wholeCollection)
    return (
      <Empty
        role="status"
        art="still"
        testId="collection-empty"
        title={t("library.collectionEmpty")}
        hint={t("library.collectionEmptyHint")}
        action={<Button onClick={filters.clear}>{t("library.showAll")}</Button>}
      />
    );
  if (filters.active)
    return (
      <Empty
        role="status"
        art="nothing"
        testId="library-nothing"
        title={t("library.nothing")}
        hint={t("library.nothingHint")}
        action={
          <Button data-testid="filter-clear" onClick={filters.clear}>
            {t("library.clear")}
          </Button>
        }
      />
    );
  if (filters.filter.trashed)
    return (
      <Empty role="status" art="trash" title={t("library.trashEmpty")} hint={t("library.trashEmptyHint")} />
    );
  return (
    <Empty
      role="status"
      art="still"
      testId="library-empty"
      title={t("library.empty")}
      hint={t("library.emptyHint")}
      action={
        <Button kind="primary" onClick={onCreate}>
          {t("library.emptyAction")}
        </Button>
      }
    />
  );
}
