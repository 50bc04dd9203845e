// Which system packages each purpose needs. Only data; system.mjs knows how to install it.
import { existsSync, readdirSync } from "node:fs";
import { answerOf } from "./run.mjs";

/** Debian and Ubuntu. `unless` says when another program already does the work. */
export const debian = {
  build: [
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
    "libxdo-dev",
    "libssl-dev",
    "build-essential",
    "file",
    "pkg-config",
  ],
  run: [
    // H.264 in the web view.
    "gstreamer1.0-libav",
    "gstreamer1.0-plugins-good",
    "gstreamer1.0-plugins-bad",
    { name: "gnome-keyring", unless: hasSecretService },
    { name: "fonts-noto-cjk", unless: hasChineseFont },
  ],
  // A window without a screen.
  display: ["xvfb", "xauth", "openbox", "dbus-x11"],
  test: [
    "gnome-keyring",
    "fonts-noto-cjk",
    "webkit2gtk-driver",
    "xclip",
    "xdotool",
    "python3-gi",
    "gir1.2-gtk-3.0",
    "ffmpeg",
    "libimage-exiftool-perl",
    "chromium",
  ],
  // Pictures of every state, put together on sheets.
  look: ["imagemagick"],
  bench: ["gnome-keyring", "webkit2gtk-driver", "xdotool", "libvips-tools", "ffmpegthumbnailer", "curl"],
};

/** One line to run by hand where packages are not Debian's. Tests need Debian or Ubuntu. */
export const elsewhere = {
  dnf:
    "sudo dnf install webkit2gtk4.1-devel librsvg2-devel libappindicator-gtk3-devel libxdo-devel " +
    "openssl-devel gcc gcc-c++ make file pkgconf-pkg-config gstreamer1-plugin-libav " +
    "gstreamer1-plugins-good gstreamer1-plugins-bad-free gnome-keyring google-noto-sans-cjk-fonts",
  pacman:
    "sudo pacman -S --needed webkit2gtk-4.1 librsvg libayatana-appindicator xdotool openssl " +
    "base-devel file gst-libav gst-plugins-good gst-plugins-bad gnome-keyring noto-fonts-cjk",
  darwin: "xcode-select --install",
  win32:
    "winget install Microsoft.EdgeWebView2Runtime; winget install " +
    "Microsoft.VisualStudio.2022.BuildTools --override " +
    '"--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"',
};

function hasSecretService() {
  const folder = "/usr/share/dbus-1/services";
  return existsSync(folder) && readdirSync(folder).some((file) => /secret/i.test(file));
}

function hasChineseFont() {
  return Boolean(answerOf("fc-list", [":lang=zh", "family"]));
}
