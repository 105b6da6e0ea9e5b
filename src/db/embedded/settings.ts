/** The embedded server's settings: for one small machine that several commands share, and that loses nothing. */

export type Settings = Record<string, string | number>;

/**
 * For tests: what outlives the death of a process is the same, what outlives a power cut is not asked for, and nobody
 * waits for the disk.
 */
export const hasty: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export const settings: Settings = {
  // A few commands at once, each with a small pool; an unused place costs next to nothing.
  max_connections: 60,
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  // Space: the journal stays under half a gigabyte, and nobody replicates from here.
  max_wal_size: '512MB',
  min_wal_size: '32MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
  // Two processors at best, and containers often have 64 MB of shared memory, which parallel queries overrun.
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  jit: 'off',
  // Without helper processes for reading: three processes fewer on a machine that has one disk anyway.
  io_method: 'sync',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The server tells what happens to itself; a failed query is told by the command that sent it.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};
