// What stands in the place of a page that stopped working. The draft and the jobs are kept elsewhere.
import { useTranslation } from "react-i18next";
import { Button } from "./components/button";
import { Empty } from "./components/empty";

export function Broken({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      role="alert"
      art="broken"
      title={t("app.crashed")}
      hint={t("app.crashedHelp")}
      action={<Button onClick={onAgain}>{t("app.openAgain")}</Button>}
    />
  );
}
