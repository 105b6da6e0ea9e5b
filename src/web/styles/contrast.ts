/** The colours of the tokens as numbers: their contrast, and their form where OKLCH is not understood. */

export type Theme = 'light' | 'dark';
export type Oklch = [lightness: number, chroma: number, hue: number];

/** The `--name: oklch(…)` tokens of a theme; dark ones stand on the light ones. */
export function readTokens(css: string, theme: Theme): Map<string, Oklch> {
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  const tokens = new Map<string, Oklch>();
  for (const part of theme === 'light' ? [light] : [light, dark])
    for (const [, name, l, c, h] of part.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g))
      tokens.set(name!, [Number(l), Number(c), Number(h)]);
  return tokens;
}

/** The tokens that are no colours, light ones alone: name → value. */
export function readMeasures(css: string): Map<string, string> {
  const [light = ''] = css.split('@media');
  return new Map(
    [...light.matchAll(/--([\w-]+): (?!oklch)([^;]+);/g)].map(([, name, value]) => [name!, value!] as const),
  );
}

/** `#rrggbb`, for pictures: `share` of one colour mixed with another, as `color-mix(in oklch, …)` does. */
export function hexOf(one: Oklch, other: Oklch = one, share = 1): string {
  const mixed = one.map((value, at) => value * share + other[at]! * (1 - share)) as Oklch;
  const gamma = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);
  return `#${linearRgb(mixed)
    .map((value) =>
      Math.round(gamma(value) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** OKLCH to linear sRGB, out of gamut clipped. Source: B. Ottosson, “A perceptual color space for image processing”. */
function linearRgb([lightness, chroma, hue]: Oklch): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** From 1 to 21. Source: WCAG 2.2, “contrast ratio” and “relative luminance”. */
export function contrast(one: Oklch, other: Oklch): number {
  const [high, low] = [one, other]
    .map(linearRgb)
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}
