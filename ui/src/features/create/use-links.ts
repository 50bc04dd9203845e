// Pictures that come as links or from the clipboard: dropped from a browser, or pasted.
import { useEffect } from "react";
import { usePlatform } from "../../api/platform";
import { isTyping } from "../../lib/keys";
import { webLink } from "../../lib/text";

export function useLinks(shown: boolean) {
  const platform = usePlatform();
  useEffect(() => {
    if (!shown) return;
    const take = (event: Event, link: string | null): boolean => {
      if (link === null) return false;
      event.preventDefault();
      void platform.pictureLink(link).catch(() => {});
      return true;
    };
    const onPaste = (event: ClipboardEvent) => {
      const types = [...(event.clipboardData?.types ?? [])];
      const files = types.includes("Files") || types.includes("text/uri-list");
      const text = event.clipboardData?.getData("text/plain") ?? "";
      // In a field text is text. Without any it is a picture or a file: some web views tell of those by silence.
      if (!files && text !== "" && isTyping(event.target)) return;
      if (!files && take(event, webLink(text))) return;
      void platform.picturePaste().catch(() => {});
    };
    // Where the shell catches drops itself, this one never arrives.
    const onDrop = (event: DragEvent) => {
      take(event, webLink(event.dataTransfer?.getData("text/uri-list") ?? ""));
    };
    document.addEventListener("paste", onPaste);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("paste", onPaste);
      document.removeEventListener("drop", onDrop);
    };
  }, [shown, platform]);
}
