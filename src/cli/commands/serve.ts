/** `serve`: the site and the API, until Ctrl-C. `npm start` calls it. */
import { type Command, done } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const serve: Command<CommandRooms> = {
  name: 'serve',
  takes: '',
  about:
    'Serve the site and the API until Ctrl-C. `npm start` does this, after installing and building what is missing.\n' +
    'While no real catalogue was harvested, the demonstration catalogues are, with invented communities; then they go.',
  options: {},
  async run(rooms) {
    let served = '';
    await rooms.serve((address) => {
      served = address;
      rooms.say(`\nThe Carrefour is ready: ${address}\nCtrl-C stops it.`);
    });
    return done({ served }, ['Stopped; nothing is left running.']);
  },
};
