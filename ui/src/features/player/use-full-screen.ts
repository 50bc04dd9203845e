import { useEffect, useState } from "react";

/**
 * The whole document goes full screen and the player spreads over it, so that menus, tooltips and messages,
 * which lie beside the player in the document, are seen as well.
 */
export function useFullScreen() {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () =>
      setFull(document.fullscreenElement !== null && document.fullscreenElement !== undefined);
    document.addEventListener("fullscreenchange", look);
    return () => {
      document.removeEventListener("fullscreenchange", look);
      leave();
    };
  }, []);
  return {
    full,
    leave,
    toggle: () => {
      if (document.fullscreenElement) leave();
      else document.documentElement.requestFullscreen?.().catch(() => {});
    },
  };
}

function leave() {
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
}
