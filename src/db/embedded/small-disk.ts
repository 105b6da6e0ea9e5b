/** Small disks in memory, so that tests can fill one. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mounted: string[] = [];

/** Mounts a disk of so many megabytes on a folder; gives the folder. */
export function mountDisk(folder: string, megabytes: number): string {
  const options = `size=${megabytes}m,mode=0755`;
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'carrefour-test', folder], { stdio: 'ignore' });
  mounted.push(folder);
  return folder;
}

export function unmountDisks(): void {
  for (const folder of mounted.splice(0)) execFileSync('umount', ['--lazy', folder]);
}

/** Why a test is left out, or false where disks can be mounted. */
export function mountRefused(): string | false {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-mount-'));
  try {
    mountDisk(folder, 1);
    execFileSync('umount', ['--lazy', mounted.pop()!]);
    return false;
  } catch {
    return 'needs the right to mount a small disk';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Leaves so many bytes free on the disk of a folder. */
export function fill(folder: string, left: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - left)));
}
