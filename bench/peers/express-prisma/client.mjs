// Who sent a request: address, browser, system, device and place, as Umami reads them from headers.
// SPDX-License-Identifier: MIT
import { detectOS, parseUserAgent } from 'detect-browser';
import { UAParser } from 'ua-parser-js';

const LAPTOP_WIDTH_MAX = 1920;

function deviceOf(agent, screen) {
  const device = UAParser(agent).device.type ?? 'desktop';
  const width = Number.parseInt(screen ?? '', 10);
  return device === 'desktop' && width <= LAPTOP_WIDTH_MAX ? 'laptop' : device;
}

function regionOf(country, region) {
  if (!country || !region) return undefined;
  return region.includes('-') ? region : `${country}-${region}`;
}

const decoded = (text) => text && decodeURIComponent(Buffer.from(text, 'latin1').toString('utf8'));

/** `headers` are the request's; what the payload says goes first. */
export function clientOf(headers, payload) {
  const agent = payload.userAgent ?? headers['user-agent'] ?? '';
  const country = headers['cf-ipcountry'];
  return {
    agent,
    address: payload.ip ?? headers['x-forwarded-for']?.split(',')[0].trim(),
    browser: payload.browser ?? parseUserAgent(agent)?.name,
    os: payload.os ?? detectOS(agent),
    device: payload.device ?? deviceOf(agent, payload.screen),
    country,
    region: regionOf(country, headers['cf-region-code']),
    city: decoded(headers['cf-ipcity']),
  };
}
