// Pictures that come as links: dropped from a browser, or pasted while no text field has the focus.
import { useEffect } from "react";
import { usePlatform } from "../../api/platform";
import { isTyping } from "../../lib/keys";
import { webLink } from "../../lib/text";

export function useLinks(shown: boolean) {
  const platform = usePlatform();
  useEffect(() => {
    if (!shown) return;
    const take = (event: Event, data: DataTransfer | null, type: string) => {
      const link = webLink(data?.getData(type) ?? "");
      if (link === null) return;
      event.preventDefault();
      void platform.pictureLink(link).catch(() => {});
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isTyping(event.target)) take(event, event.clipboardData, "text/plain");
    };
    // Where the shell catches drops itself, this one never arrives.
    const onDrop = (event: DragEvent) => take(event, event.dataTransfer, "text/uri-list");
    document.addEventListener("paste", onPaste);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("paste", onPaste);
      document.removeEventListener("drop", onDrop);
    };
  }, [shown, platform]);
}
