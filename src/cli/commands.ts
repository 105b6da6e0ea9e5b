/** Every command, in the order in which `help` lists them. */
import type { Command } from './command.ts';
import { dbMigrate, dbStatus, dbStop, dbUrl } from './commands/database.ts';
import { evalLocating, evalRetrieval } from './commands/evaluate.ts';
import { evalMatching } from './commands/evaluate-matching.ts';
import { evalVocabulary } from './commands/evaluate-vocabulary.ts';
import { exportCommand } from './commands/export.ts';
import { harvest } from './commands/harvest.ts';
import { matchList } from './commands/match.ts';
import { serve } from './commands/serve.ts';
import { sourceAdd, sourceCheck, sourceList } from './commands/source.ts';
import { reindex, status } from './commands/status.ts';
import {
  suggestionAccept,
  suggestionLater,
  suggestionList,
  suggestionRefuse,
  suggestionUndo,
} from './commands/suggestion.ts';
import { vocabularyPreview } from './commands/vocabulary.ts';
import type { CommandRooms } from './rooms.ts';

export const commands: readonly Command<CommandRooms>[] = [
  serve,
  sourceList,
  sourceCheck,
  sourceAdd,
  harvest,
  status,
  reindex,
  exportCommand,
  matchList,
  suggestionList,
  suggestionAccept,
  suggestionRefuse,
  suggestionLater,
  suggestionUndo,
  vocabularyPreview,
  evalLocating,
  evalRetrieval,
  evalMatching,
  evalVocabulary,
  dbStatus,
  dbMigrate,
  dbStop,
  dbUrl,
];
