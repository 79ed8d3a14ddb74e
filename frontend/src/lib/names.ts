// What a row of a panel is called: the API's value in the reader's words.
// SPDX-License-Identifier: MIT
import { countryName, flag, languageName } from './format';
import { locale, t, tMaybe } from './i18n/index.svelte';
import type { Dimension } from './filters';
import type { MetricType } from './view';

export interface Named {
  text: string;
  /** A small picture in front of the text. */
  sign?: string;
  /** What the value lies in, printed paler. */
  context?: string;
}

/** The API's words for browsers, where they are not the browser's own name. */
const BROWSERS: Record<string, string> = {
  android: 'Android browser',
  'android-webview': 'Android (in an app)',
  chrome: 'Chrome',
  'chromium-webview': 'Android (in an app)',
  crios: 'Chrome (iOS)',
  edge: 'Edge (before 2020)',
  'edge-chromium': 'Edge',
  'edge-ios': 'Edge (iOS)',
  facebook: 'Facebook',
  firefox: 'Firefox',
  fxios: 'Firefox (iOS)',
  ie: 'Internet Explorer',
  instagram: 'Instagram',
  ios: 'Safari (iOS)',
  'ios-webview': 'iOS (in an app)',
  miui: 'Xiaomi',
  opera: 'Opera',
  'opera-mini': 'Opera Mini',
  safari: 'Safari',
  samsung: 'Samsung Internet',
  silk: 'Silk',
  yandexbrowser: 'Yandex',
};

/** FR-IDF → IDF: the country is printed beside it. */
function regionCode(value: string): string {
  return /^[A-Z]{2}-/.test(value) ? value.slice(3) : value;
}

export function nameOf(
  type: MetricType | Dimension,
  value: string | null,
  country?: string | null,
): Named {
  if (value === null || value === '') return { text: t('none') };
  switch (type) {
    case 'country':
      return { text: countryName(value, locale()), sign: flag(value) };
    case 'region':
    case 'city': {
      const text = type === 'region' ? regionCode(value) : value;
      const code = country ?? (type === 'region' ? value.slice(0, 2) : null);
      if (!code) return { text };
      return { text, sign: flag(code), context: countryName(code, locale()) };
    }
    case 'language':
      return { text: languageName(value, locale()) };
    case 'browser':
      return { text: BROWSERS[value] ?? value };
    case 'device':
      return { text: tMaybe(`device.${value}`, value) };
    case 'channel':
      return { text: tMaybe(`channel.${value}`, value) };
    default:
      return { text: value };
  }
}
