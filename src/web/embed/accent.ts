/** The colour that an embedding page chooses for the discs and the button: what is written on it must stay readable. */

/** `#7a1fa2` or `7a1fa2`, in lower case without the hash; undefined for anything else. */
export function readAccent(text: string | null | undefined): string | undefined {
  return /^#?([0-9a-f]{6})$/i.exec(text?.trim() ?? '')?.[1]?.toLowerCase();
}

/** Black or white: whichever is told better from the colour (never under 4.5 : 1). Source: WCAG 2.2, “relative luminance”. */
export function inkOn(accent: string): '#000000' | '#ffffff' {
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(accent.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff';
}
