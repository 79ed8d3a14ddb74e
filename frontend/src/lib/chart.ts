// How uPlot draws our series. The x axis counts the range's units and knows no time: each unit is as
// wide as the next, across clock changes too, and the range compared with lies under its counterpart.
// SPDX-License-Identifier: MIT
import uPlot from 'uplot';

export interface Drawn {
  label: string;
  values: (number | null)[];
  /** A custom property of the style sheet, such as --visitors. */
  color: string;
  shape: 'area' | 'dashes' | 'bars';
  /** How dense an area's colour is at its top; how much of its unit a bar fills. */
  density?: number;
}

export interface ChartInput {
  series: Drawn[];
  /** The axis' text for a unit. */
  tick: (index: number) => string;
  count: (value: number) => string;
  width: number;
  height: number;
  onhover: (index: number | null) => void;
  /** The unit that is not over yet: the way to its value is drawn dashed. */
  running: number | null;
}

const TICK_WIDTH = 72;
const CROWDED_PX = 6;
/** Room at the sides of the plot: the y axis' texts, and half of the last text of the x axis. */
export const PADDING_LEFT = 46;
export const PADDING_RIGHT = 26;
const INTEGER_STEPS = [1, 2, 5].flatMap((n) => Array.from({ length: 12 }, (_, e) => n * 10 ** e));
INTEGER_STEPS.sort((a, b) => a - b);

/** Resolves a custom property to what a canvas understands, in the theme that is in force. */
function colorOf(property: string, element: HTMLElement, alpha = 1): string {
  const probe = document.createElement('i');
  probe.style.color = `color-mix(in srgb, var(${property}) ${alpha * 100}%, transparent)`;
  element.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

function areaFill(
  drawn: Pick<Drawn, 'color' | 'density'>,
  element: HTMLElement,
): uPlot.Series.Fill {
  const density = drawn.density ?? 0.3;
  return (plot) => {
    const { top, height } = plot.bbox;
    const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
    gradient.addColorStop(0, colorOf(drawn.color, element, density));
    gradient.addColorStop(1, colorOf(drawn.color, element, density / 8));
    return gradient;
  };
}

/** A series as it is drawn; `running` is the part of an area that is not over. */
type Stroke = Omit<Drawn, 'shape'> & { shape: Drawn['shape'] | 'running' };

function seriesOptions(drawn: Stroke, element: HTMLElement, width: number): uPlot.Series {
  const stroke = colorOf(drawn.color, element);
  const alone = drawn.values.length === 1;
  // Where a unit has only a few pixels, thick lines run into each other.
  const thin = drawn.values.length * CROWDED_PX > width ? 0.65 : 1;
  const common = { label: drawn.label, stroke, points: { show: alone, size: 8, fill: stroke } };
  switch (drawn.shape) {
    case 'area':
      return { ...common, width: 2 * thin, fill: areaFill(drawn, element) };
    case 'running':
      return { ...common, width: 2 * thin, dash: [3, 4], fill: areaFill(drawn, element) };
    case 'dashes':
      return { ...common, width: 1.5 * thin, dash: [4, 4] };
    case 'bars': {
      const paths = uPlot.paths.bars?.({ size: [drawn.density ?? 0.8, 28], radius: 0.15 });
      return {
        ...common,
        width: 0,
        fill: stroke,
        points: { show: false },
        ...(paths && { paths }),
      };
    }
  }
}

/** Indices of the units that get a text: evenly spaced, as many as there is room for. */
export function tickIndices(count: number, width: number): number[] {
  const room = Math.max(2, Math.floor(width / TICK_WIDTH));
  const step = Math.max(1, Math.ceil(count / room));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

/** The largest value, for the axis to reach; at least four, so that ones and twos look small. */
export function ceiling(series: Drawn[]): number {
  return Math.max(4, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
}

function axes(input: ChartInput, length: number, element: HTMLElement): uPlot.Axis[] {
  const text = colorOf('--ink-faint', element);
  const line = colorOf('--line', element);
  const font = `12px ${getComputedStyle(element).fontFamily}`;
  return [
    {
      stroke: text,
      font,
      grid: { show: false },
      ticks: { show: false },
      size: 30,
      gap: 8,
      splits: (plot) => tickIndices(length, plot.bbox.width / devicePixelRatio),
      values: (_, splits) => splits.map((index) => input.tick(index)),
    },
    {
      stroke: text,
      font,
      grid: { stroke: line, width: 1 },
      ticks: { show: false },
      size: PADDING_LEFT,
      gap: 8,
      incrs: INTEGER_STEPS,
      space: 48,
      values: (_, splits) => splits.map((value) => input.count(value)),
    },
  ];
}

/** The values up to the unit that is not over, and apart from them the way from the last to it. */
export function splitRunning(
  values: (number | null)[],
  running: number | null,
): [over: (number | null)[], way: (number | null)[]] {
  if (!running) return [values, []];
  const over = values.map((value, index) => (index < running ? value : null));
  const way = values.map((value, index) =>
    index === running || index === running - 1 ? value : null,
  );
  return [over, way];
}

function pad(input: ChartInput): [number, number] {
  const length = input.series[0]?.values.length ?? 0;
  const margin = length === 1 || input.series.some(({ shape }) => shape === 'bars') ? 0.5 : 0;
  return [-margin, Math.max(0, length - 1) + margin];
}

/** What is drawn: an area with a running unit becomes two pieces. */
function strokes({ series, running }: ChartInput): Stroke[] {
  // The first series is drawn last, over the others.
  return series.toReversed().flatMap((drawn): Stroke[] => {
    if (drawn.shape !== 'area') return [drawn];
    const [over, way] = splitRunning(drawn.values, running);
    const solid = { ...drawn, values: over };
    return way.length ? [solid, { ...drawn, values: way, shape: 'running' }] : [solid];
  });
}

/** Draws a chart into an element; the caller destroys it. */
export function drawChart(element: HTMLElement, input: ChartInput): uPlot {
  const length = input.series[0]?.values.length ?? 0;
  const drawn = strokes(input);
  const top = ceiling(input.series);
  const options: uPlot.Options = {
    width: input.width,
    height: input.height,
    padding: [12, PADDING_RIGHT, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: () => pad(input) },
      y: { range: () => [0, top * 1.08] },
    },
    axes: axes(input, length, element),
    series: [{}, ...drawn.map((one) => seriesOptions(one, element, input.width))],
    cursor: {
      y: false,
      // From unit to unit: between two of them there is nothing to point at.
      move: (plot, left, top) => {
        if (left < 0) return [left, top];
        return [plot.valToPos(plot.posToIdx(left), 'x'), top];
      },
      drag: { x: false, y: false, setScale: false },
      points: { size: 8, width: 2, stroke: colorOf('--surface', element) },
    },
    hooks: { setCursor: [(plot) => input.onhover(plot.cursor.idx ?? null)] },
  };
  const indices = Array.from({ length }, (_, index) => index);
  const data = [indices, ...drawn.map(({ values }) => values)] as uPlot.AlignedData;
  return new uPlot(options, data, element);
}
