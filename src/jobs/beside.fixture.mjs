// A program that stands beside another: it ends in order when the channel closes. `fall` makes it end at once.
if (process.argv[2] === 'fall') process.exit(3);
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
setInterval(() => {}, 1000);
