// Filters of a report: which property, which operator, which text; and how URL and API write them.
// SPDX-License-Identifier: MIT

/** What can be filtered, in the API's words. */
export const DIMENSIONS = [
  'path',
  'title',
  'query',
  'hostname',
  'referrer',
  'channel',
  'utmSource',
  'utmMedium',
  'utmCampaign',
  'utmContent',
  'utmTerm',
  'country',
  'region',
  'city',
  'browser',
  'os',
  'device',
  'screen',
  'language',
  'event',
  'tag',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const OPERATORS = ['eq', 'neq', 'c', 'dnc', 're', 'nre'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Filter {
  dimension: Dimension;
  operator: Operator;
  value: string;
}

export function isDimension(name: string): name is Dimension {
  return (DIMENSIONS as readonly string[]).includes(name);
}

function isOperator(name: string): name is Operator {
  return (OPERATORS as readonly string[]).includes(name);
}

/** path.eq./pricing, as the dashboard's own URL has it. */
export function filterText({ dimension, operator, value }: Filter): string {
  return `${dimension}.${operator}.${value}`;
}

export function parseFilter(text: string): Filter | null {
  const [dimension = '', operator = ''] = text.split('.', 2);
  const value = text.slice(dimension.length + operator.length + 2);
  if (!isDimension(dimension) || !isOperator(operator) || value === '') return null;
  return { dimension, operator, value };
}

export function sameFilter(a: Filter, b: Filter): boolean {
  return filterText(a) === filterText(b);
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * Operator and text as the API reads them. A comma separates the texts of a list there, so that one
 * text with a comma in it has to be asked for as a regular expression.
 */
function apiValue({ operator, value }: Filter): string {
  if (!value.includes(',')) return `${operator}.${value}`;
  if (operator === 'eq') return `re.^${escapeRegex(value)}$`;
  if (operator === 'neq') return `nre.^${escapeRegex(value)}$`;
  return `${operator}.${value}`;
}

/** As a segment keeps them. */
export function savedFilters(
  filters: Filter[],
): { name: string; operator: Operator; value: string }[] {
  return filters.map((filter) => {
    const text = apiValue(filter);
    const dot = text.indexOf('.');
    return {
      name: filter.dimension,
      operator: text.slice(0, dot) as Operator,
      value: text.slice(dot + 1),
    };
  });
}

/** The API's parameters: a property that is filtered again gets a number after its name. */
export function filterParams(filters: Filter[]): [string, string][] {
  const seen = new Map<Dimension, number>();
  return filters.map((filter) => {
    const count = seen.get(filter.dimension) ?? 0;
    seen.set(filter.dimension, count + 1);
    return [count ? `${filter.dimension}${count}` : filter.dimension, apiValue(filter)];
  });
}
