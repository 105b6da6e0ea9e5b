/** The interactive map for the component in other sites' pages: fetched at the first gesture, by its address. */
export { showLiveMap } from './live-map.ts';
