// The browsers of this machine: Chromium by its DevTools protocol, Firefox by WebDriver BiDi.

import puppeteer from "puppeteer-core";

/** Frames as soon as they are made: else each time would be rounded up to the next sixtieth of a second. */
const CHROMIUM = [
  "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run", "--no-default-browser-check", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
  "--disable-frame-rate-limit", "--disable-gpu-vsync", "--enable-blink-features=ForceEagerMeasureMemory",
  "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding", "--disable-background-timer-throttling",
];

const FIREFOX = {
  "layout.frame_rate": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

/** What takes minutes on a busy machine is slow, and not lost. */
const COMMON = { defaultViewport: { width: 1280, height: 900 }, protocolTimeout: 1_800_000 };

export function launchChromium(executablePath) {
  return puppeteer.launch({ browser: "chrome", executablePath, args: CHROMIUM, ...COMMON });
}

export function launchFirefox(executablePath) {
  return puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox: FIREFOX, ...COMMON });
}
