/** The server that is loaded, in a process of its own: tells what its parts took since it was last asked. */
import { serveSynthetic } from '../pages/serve.ts';

/** Processor time of this thread inside calls that never overlap; milliseconds. */
const taken = { engine: 0, projects: 0 };
let searches = 0;

function watched<T extends unknown[], R>(part: keyof typeof taken, call: (...given: T) => Promise<R>) {
  return async (...given: T): Promise<R> => {
    if (part === 'engine') searches++;
    const before = process.threadCpuUsage();
    // What runs before the first wait is the call's own: engine and store here never wait for anything else.
    const answer = call(...given);
    const { user, system } = process.threadCpuUsage(before);
    taken[part] += (user + system) / 1000;
    return answer;
  };
}

const served = await serveSynthetic(Number(process.argv[2]), ({ engine, projects }) => ({
  engine: {
    search: watched('engine', engine.search),
    count: watched('engine', engine.count),
    first: watched('engine', engine.first),
    like: watched('engine', engine.like),
    every: engine.every,
    complete: engine.complete,
    alike: engine.alike,
    apply: engine.apply,
    close: engine.close,
    size: engine.size,
  },
  projects: { ...projects, load: watched('projects', projects.load) },
}));

let processor = process.cpuUsage();
let thread = process.threadCpuUsage();
process.on('message', () => {
  const whole = process.cpuUsage(processor);
  const main = process.threadCpuUsage(thread);
  const told = {
    whole: (whole.user + whole.system) / 1000,
    main: (main.user + main.system) / 1000,
    ...taken,
    searches,
  };
  processor = process.cpuUsage();
  thread = process.threadCpuUsage();
  Object.assign(taken, { engine: 0, projects: 0 });
  searches = 0;
  process.send!(told);
});
process.once('disconnect', () => void served.close().then(() => process.exit()));
process.send!({ base: served.base });
