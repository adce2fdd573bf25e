/** The face of web: what can be used without a screen. */
export { groupByTurn, type Turn } from './trace/turns.ts';
