import { Hash } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDraft } from "../../api/draft-store";
import { asCommandError } from "../../api/fault";
import { useApp, useJobs } from "../../api/hooks";
import { hostOf } from "../../api/job";
import { firstModel } from "../../api/model-fit";
import { usePressGuard } from "../../api/press-guard";
import type { CommandError } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { Button, IconButton } from "../../components/button";
import { Popover } from "../../components/popover";
import { Select } from "../../components/select";
import { TextField } from "../../components/text-field";
import { Toned } from "../../components/toned";
import { isComposing } from "../../lib/keys";
import styles from "./add-by-number.module.css";

/** A clip that was made elsewhere, or whose record is lost, is had by its number: watched, saved, never sent. */
export function AddByNumber() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("queue.addTitle")}
      className={styles.panel}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Hash} size="small" label={t("queue.addTitle")} data-testid="queue-add" />}
    >
      <Form onAdded={() => setOpen(false)} />
    </Popover>
  );
}

function Form({ onAdded }: { onAdded: () => void }) {
  const { t } = useTranslation();
  const jobs = useJobs();
  const guard = usePressGuard("add");
  const errorWords = useErrorWords();
  const [draft] = useDraft();
  const models = useApp((app) => app.models);
  const { practice, serviceAddress } = useApp((app) => app.settings);
  const [typed, setTyped] = useState("");
  const [model, setModel] = useState(draft.model ?? firstModel(models));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<CommandError | null>(null);
  const number = typed.trim();
  const named = models.some((one) => one.id === model);

  const add = async () => {
    if (number === "") return;
    const press = guard.begin(`${number} ${model}`, jobs.arrived);
    if (!press) return;
    setBusy(true);
    setFault(null);
    try {
      await jobs.add(number, model, press);
      onAdded();
    } catch (thrown) {
      setFault(asCommandError(thrown));
    } finally {
      guard.end("answered");
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !isComposing(event.nativeEvent)) void add();
  };
  const atNumber = fault?.code === "taskInvalid" || fault?.code === "taskTaken";

  return (
    <div className={styles.form}>
      <p className={styles.words}>
        {practice ? t("queue.addPractice") : t("queue.addHelp", { host: hostOf(serviceAddress) })}
      </p>
      <TextField
        label={t("queue.adoptLabel")}
        data-testid="add-number"
        value={typed}
        error={fault && atNumber ? errorWords(fault) : null}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setFault(null);
        }}
        onKeyDown={onKeyDown}
      />
      <Select
        label={t("create.model")}
        data-testid="add-model"
        value={model}
        options={[
          ...(named ? [] : [{ value: model, label: model }]),
          ...models.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChange={setModel}
      />
      {fault && !atNumber && (
        <div role="alert">
          <Toned tone="bad">{errorWords(fault)}</Toned>
        </div>
      )}
      <div className={styles.foot}>
        <Button disabled={busy || number === ""} data-testid="add-go" onClick={() => void add()}>
          {t("queue.adoptGo")}
        </Button>
      </div>
    </div>
  );
}
